package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ScriptFolder.Said;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolsIT {
    @TempDir Path folder;
    private ScriptFolder scripts;

    @BeforeEach
    void repository() throws IOException {
        scripts = new ScriptFolder(folder.toRealPath());
    }

    @ParameterizedTest
    @CsvSource({
        "25.0.3, 25.0.3, 0",
        "25.0.10, 25.0.3, 0",
        "25.0.2, 25.0.3, 1",
        "25, 25.0.3, 1",
        "25.1, 25.0.3, 0",
        "26-ea, 25.0.3, 0",
        "25.0.3.1+2, 25.0.3, 0",
        "17.0.15, 25.0.3, 1",
        "3.8.7, 3.8.6, 0",
        "3.10.1, 3.8.6, 0",
        "3.6.3, 3.8.6, 1",
        "'', 3.8.6, 1"
    })
    void versionsAreComparedAsNumbers(String have, String want, int status) throws Exception {
        assertThat(scripts.bash("version_at_least '" + have + "' " + want).status())
                .isEqualTo(status);
    }

    @Test
    void aJdkIsFoundBehindAnOlderDefault() throws Exception {
        Path old = scripts.jdk("old", "17.0.15");
        Path places = scripts.jdk("places/25", "25.0.5").getParent();
        scripts.jdk("places/26", "26");
        scripts.jdk("places/8", "1.8.0_402");

        Said said =
                scripts.bash(
                        "unset MUSTER_JAVA_HOME; JAVA_HOME='%s'; PATH='%s/bin':$PATH; jdk_places=('%s'/*);"
                                        .formatted(old, old, places)
                                + " find_jdk; echo $jdk");

        assertThat(said.out().strip()).isEqualTo(places + "/25");
    }

    @Test
    void aNewerJdkIsBetterThanNone() throws Exception {
        Path places = scripts.jdk("places/26", "26.0.1").getParent();

        assertThat(
                        scripts.bash(
                                        "unset MUSTER_JAVA_HOME; PATH=/nowhere; jdk_places=('%s'/*); find_jdk; echo $jdk"
                                                .formatted(places))
                                .out()
                                .strip())
                .isEqualTo(places + "/26");
    }

    @Test
    void aWrongOrderIsNotPassedOver() throws Exception {
        Path old = scripts.jdk("old", "17.0.15");

        Said said = scripts.bash("MUSTER_JAVA_HOME='" + old + "'; find_jdk");

        assertThat(said.status()).isEqualTo(4);
        assertThat(said.err()).contains("MUSTER_JAVA_HOME names " + old, "unset MUSTER_JAVA_HOME");
    }

    @Test
    void whatIsMissingSaysWhatToType() throws Exception {
        String nothing =
                "find_jdk() { false; }; find_maven() { false; }; is_interactive() { false; };";

        Said none = scripts.bash(nothing + "platform_package() { false; }; need_jdk");
        assertThat(none.status()).isEqualTo(4);
        assertThat(none.err())
                .contains("Muster needs JDK 25.0.3 or newer", "curl -fL https://", "-C ~/.jdks");

        Said maven =
                scripts.bash(
                        nothing
                                + "platform_package() { install='apt-get install -y maven'; }; need_maven");
        assertThat(maven.status()).isEqualTo(4);
        assertThat(maven.err())
                .contains("Muster needs Maven 3.8.6 or newer", "    apt-get install -y maven");
    }

    @Test
    void aPersonIsAskedBeforeAPackageIsInstalled() throws Exception {
        String scene =
                "is_interactive() { true; }; platform_package() { install='touch installed'; };"
                        + "find_maven() { [ -e installed ]; };";

        assertThat(scripts.bash(scene + "need_maven < <(echo y) && ls").out())
                .contains("installed");
        Said no = scripts.bash("rm installed;" + scene + "need_maven < <(echo n)");
        assertThat(no.status()).isEqualTo(4);
        assertThat(no.err()).contains("touch installed");
    }

    @ParameterizedTest
    @CsvSource({
        "jdk, 25.0.3, 25.0.4~8ea-1, openjdk-25-jdk-headless",
        "jdk, 25.0.3, 25.0.1+9-1, ''",
        "jdk, 25.0.3, (none), ''",
        "maven, 3.8.6, 3.8.7-1, maven",
        "maven, 3.8.6, 3.6.3-5, ''",
        "maven, 3.8.6, 1:3.9.9-1, maven"
    })
    void onlyAPackageThatIsNewEnoughIsOffered(
            String tool, String want, String candidate, String offered) throws Exception {
        String apt =
                "compgen() { true; }; id() { echo 0; }; command() { [ \"$2\" = apt-get ]; };"
                        + "apt-cache() { echo '  Candidate: %s'; };".formatted(candidate);

        Said said =
                scripts.bash(
                        apt + "platform_package " + tool + " " + want + "; echo \"[$install]\"");

        assertThat(said.out().strip())
                .isEqualTo(offered.isEmpty() ? "[]" : "[apt-get install -y " + offered + "]");
    }

    @Test
    void testsAreCountedFromTheirReports() throws Exception {
        report("house/a/target/surefire-reports/TEST-A.xml", 10, 1, 2, 0);
        report("house/p/b/target/failsafe-reports/TEST-B.xml", 5, 0, 0, 1);
        report("house/a/target/fast/surefire-reports/TEST-A.xml", 1000, 0, 0, 0);

        Said said = scripts.bash("count_results; echo $passed $failed");

        assertThat(said.out().strip()).isEqualTo("11 4");
        assertThat(said.err()).contains("1 tests were skipped, which counts as failed");
        assertThat(
                        scripts.bash("forget_results; count_results; echo $passed $failed")
                                .out()
                                .strip())
                .isEqualTo("0 0");
    }

    private void report(String place, int tests, int errors, int failures, int skipped)
            throws IOException {
        scripts.write(
                place,
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite xmlns:xsi="x" name="A" time="1" tests="%d" errors="%d" skipped="%d" failures="%d" flakes="0">
                  <testcase name="tests=&quot;7&quot;"/>
                </testsuite>
                """
                        .formatted(tests, errors, skipped, failures));
    }
}
