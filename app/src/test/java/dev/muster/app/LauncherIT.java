package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.ScriptFolder.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
    private static final String SOURCE = "house/app/src/main/java/A.java";

    @TempDir Path folder;
    private ScriptFolder scripts;

    @BeforeEach
    void repository() throws IOException {
        scripts = new ScriptFolder(folder.toRealPath());
    }

    @Test
    void theFirstStartBuildsAndTheSecondDoesNot() throws Exception {
        Said first = scripts.muster("check");
        Said second = scripts.muster("check");

        assertThat(first.status()).isZero();
        assertThat(first.err()).contains("building Muster; the first time takes a few minutes");
        assertThat(second.err()).isEmpty();
        assertThat(scripts.builds()).hasSize(1);
        assertThat(scripts.builds().getFirst())
                .startsWith(folder.toRealPath() + "/jdk ")
                .contains("-Dfast", "-pl :muster-app -am package");
    }

    @Test
    void argumentsAndFolderReachTheProgram() throws Exception {
        Said said = scripts.muster("check", "two words", "");

        assertThat(said.out())
                .startsWith("in " + folder.toRealPath() + "\n")
                .endsWith("muster-app.jar\ncheck\ntwo words\n\n")
                .contains("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void aLinkToTheLauncherWorks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("m"), Path.of("house/muster"));

        assertThat(ScriptFolder.end(scripts.start(folder, Map.of(), List.of(link.toString()))))
                .satisfies(said -> assertThat(said.out()).contains("muster-app.jar"));
    }

    @Test
    void theAotCachesAreMadeWithTheBuildAndUsed() throws Exception {
        assertThat(scripts.muster("check").out()).containsPattern("-XX:AOTCache=.*[.]quick\n");
        assertThat(scripts.muster("backup").out()).containsPattern("-XX:AOTCache=.*[.]long\n");

        // another JVM makes its own in silence
        scripts.jdk("jdk", "25.0.4");
        scripts.write(
                "jdk/release", "JAVA_VERSION=\"25.0.4\"\nJAVA_RUNTIME_VERSION=\"25.0.4+1\"\n");
        Said other = scripts.muster("check");
        assertThat(other.out()).doesNotContain("-XX:AOTCache");
        assertThat(other.err()).isEmpty();
        eventually(() -> scripts.muster("check").out().contains("25.0.4+1"));
        assertThat(scripts.builds()).hasSize(1);
    }

    /// Maven builds into the same folder again and again, and jars keep their times.
    @Test
    void anAotCacheOfOlderJarsIsNotUsed() throws Exception {
        Path jar = scripts.write("dist/lib/muster-app.jar", "one");
        FileTime time = FileTime.fromMillis(0);
        Files.setLastModifiedTime(jar, time);
        eventually(() -> ofDist().out().contains("-XX:AOTCache="));

        Files.writeString(jar, "two");
        Files.setLastModifiedTime(jar, time);
        assertThat(ofDist().out()).doesNotContain("-XX:AOTCache=");
        eventually(() -> ofDist().out().contains("-XX:AOTCache="));
    }

    private Said ofDist() throws Exception {
        Path dist = folder.resolve("dist");
        return ScriptFolder.end(
                scripts.start(
                        folder,
                        Map.of("MUSTER_DIST", dist.toString()),
                        List.of(folder.resolve("house/muster").toString(), "check")));
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void eventually(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void longCommandsGetTheOptimizingCompiler() throws Exception {
        assertThat(scripts.muster("check").out()).contains("-XX:TieredStopAtLevel=1");
        assertThat(scripts.muster("demo").out()).doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(scripts.muster("demo", "--help").out()).contains("-XX:TieredStopAtLevel=1");
    }

    @Test
    void onlyAChangeOfSourcesBuildsAgain() throws Exception {
        scripts.muster("check");
        scripts.write("house/app/src/test/java/ATest.java", "class ATest { int x; }");
        scripts.write("house/docs/page.md", "other text");
        scripts.write(SOURCE, "class A {}");
        scripts.muster("check");
        assertThat(scripts.builds()).hasSize(1);

        scripts.write(SOURCE, "class A { int x; }");
        scripts.muster("check");
        assertThat(scripts.builds()).hasSize(2);

        scripts.write("house/app/src/main/resources/new.txt", "new");
        scripts.muster("check");
        assertThat(scripts.builds()).hasSize(3);
    }

    @Test
    void anOldTimeOnANewFileHidesNothing() throws Exception {
        Path source = scripts.write(SOURCE, "class A { int before; }");
        FileTime old = Files.getLastModifiedTime(source, LinkOption.NOFOLLOW_LINKS);
        scripts.muster("check");

        scripts.write(SOURCE, "class A { int behind; }");
        Files.setLastModifiedTime(source, old);
        scripts.muster("check");

        assertThat(scripts.builds()).hasSize(2);
    }

    @Test
    void goingBackToSourcesThatWereBuiltNeedsNoMaven() throws Exception {
        scripts.muster("check");
        scripts.write(SOURCE, "class A { int x; }");
        scripts.muster("check");
        scripts.write(SOURCE, "class A {}");
        scripts.muster("check");

        assertThat(scripts.builds()).hasSize(2);
        assertThat(scripts.distributions()).hasSize(2);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        scripts.write("during", "sleep 0.5\n");
        List<String> command = List.of(scripts.root().resolve("muster").toString(), "check");
        Process one = scripts.start(folder, Map.of(), command);
        Process two = scripts.start(folder, Map.of(), command);

        assertThat(ScriptFolder.end(one).status()).isZero();
        assertThat(ScriptFolder.end(two).status()).isZero();
        assertThat(scripts.builds()).hasSize(1);
    }

    @Test
    void aFailedBuildShowsItsErrorsAndStartsNothing() throws Exception {
        scripts.write(
                "during",
                "echo '[INFO] much'; echo '[ERROR] A.java:[7,8] class expected'; exit 1\n");

        Said said = scripts.muster("check");

        assertThat(said.status()).isEqualTo(4);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .contains("Muster could not be built", "A.java:[7,8] class expected", "build.log")
                .doesNotContain("much");

        scripts.write("during", "");
        assertThat(scripts.muster("check").status()).isZero();
    }

    @Test
    void whatABuildThatWasCutOffLeftIsNotUsed() throws Exception {
        scripts.write(
                "during",
                "mkdir -p app/target/fast; echo half >app/target/fast/a.jar; kill -9 $$\n");
        assertThat(scripts.muster("check").status()).isEqualTo(4);

        scripts.write("during", "[ ! -e app/target/fast/a.jar ] || exit 1\n");
        assertThat(scripts.muster("check").status()).isZero();
    }

    @Test
    void aFailedBuildIsGoneOnWith() throws Exception {
        scripts.write(
                "during", "mkdir -p app/target/fast; echo whole >app/target/fast/a.jar; exit 1\n");
        assertThat(scripts.muster("check").status()).isEqualTo(4);

        scripts.write("during", "[ -e app/target/fast/a.jar ] || exit 1\n");
        assertThat(scripts.muster("check").status()).isZero();
    }

    @Test
    void aSourceThatIsSavedDuringTheBuildIsBuiltToo() throws Exception {
        scripts.write(
                "during",
                "[ -e saved ] || { touch saved; echo 'class A { int late; }' >app/src/main/java/A.java; }\n");

        scripts.muster("check");

        assertThat(scripts.builds()).hasSize(2);
        assertThat(scripts.distributions())
                .singleElement()
                .satisfies(dist ->
                        assertThat(dist.resolve("lib/muster-app.jar")).content().contains("late"));
    }

    @Test
    void aRunningProgramKeepsItsJars() throws Exception {
        Path stay = folder.resolve("stay");
        scripts.muster("check");
        Path first = scripts.distributions().getFirst();
        Process running =
                scripts.start(
                        folder,
                        Map.of("STAY", stay.toString()),
                        List.of(scripts.root().resolve("muster").toString(), "serve"));
        eventually(() -> Files.exists(stay));
        for (int i = 0; i < 5; i++) {
            scripts.write(SOURCE, "class A { int x" + i + "; }");
            scripts.muster("check");
        }
        assertThat(running.isAlive()).isTrue();
        assertThat(first.resolve("lib/muster-app.jar")).exists();

        Files.delete(stay);
        ScriptFolder.end(running);
        scripts.write(SOURCE, "class A { int last; }");
        scripts.muster("check");
        assertThat(first).doesNotExist();
        assertThat(scripts.distributions()).hasSizeLessThanOrEqualTo(4);
    }
}
