package dev.muster.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A small repository with the real scripts, and a JDK and a Maven that only tell what they were
/// asked.
final class ScriptFolder {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Path folder;

    ScriptFolder(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(root().resolve("scripts"));
        Files.copy(ROOT.resolve("muster"), root().resolve("muster"));
        try (Stream<Path> scripts = Files.list(ROOT.resolve("scripts"))) {
            for (Path script : scripts.toList()) {
                Files.copy(script, root().resolve("scripts").resolve(script.getFileName()));
            }
        }
        write("house/pom.xml", "<project/>");
        write("house/app/src/main/java/A.java", "class A {}");
        write("house/app/src/test/java/ATest.java", "class ATest {}");
        write("house/docs/page.md", "text");
        jdk("jdk", "25.0.3");
        maven();
    }

    Path root() {
        return folder.resolve("house");
    }

    Path write(String place, String text) throws IOException {
        Path file = folder.resolve(place);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void program(String place, String text) throws IOException {
        Files.setPosixFilePermissions(
                write(place, text), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// A JDK whose `java` prints its folder and arguments, or makes an AOT cache.
    Path jdk(String place, String version) throws IOException {
        program(
                place + "/bin/java",
                """
                #!/bin/bash
                for word in "$@"; do
                  case $word in -XX:AOTCacheOutput=*) echo cache >"${word#*=}"; exit;; esac
                done
                echo "in $PWD"
                printf '%s\\n' "$@"
                [ -z "${STAY:-}" ] || { touch "$STAY"; while [ -e "$STAY" ]; do sleep 0.02; done; }
                """);
        program(place + "/bin/javac", "#!/bin/sh\n");
        write(place + "/release", "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder.resolve(place);
    }

    /// A Maven that notes each build in `builds`, and runs `during` if that is there.
    private void maven() throws IOException {
        program(
                "bin/mvn",
                """
                #!/bin/bash
                [[ $* == *-v* ]] && { echo 'Apache Maven 3.9.9 (x)'; exit; }
                echo "$JAVA_HOME $*" >>"%s/builds"
                [ ! -e "%s/during" ] || . "%s/during"
                mkdir -p app/target/fast/dist/lib
                cat app/src/main/java/A.java >app/target/fast/dist/lib/muster-app.jar
                """
                        .replace("%s", folder.toString()));
    }

    List<String> builds() throws IOException {
        Path builds = folder.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /// What a script said and how it ended.
    record Said(int status, String out, String err) {}

    Said muster(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root().resolve("muster").toString()));
        command.addAll(List.of(args));
        return end(start(folder, Map.of(), command));
    }

    /// Runs a line of bash that knows all functions of the scripts.
    Said bash(String line) throws IOException, InterruptedException {
        String all = "set -u; root=$PWD; . scripts/house.sh; . scripts/count.sh; " + line;
        return end(start(root(), Map.of(), List.of("bash", "-c", all)));
    }

    Process start(Path in, Map<String, String> variables, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
        builder.environment().remove("MUSTER_DIST");
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("MUSTER_JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().putAll(variables);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder.start();
    }

    static Said end(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, err);
    }

    List<Path> distributions() throws IOException {
        try (Stream<Path> files = Files.list(root().resolve("target/house"))) {
            return files.filter(Files::isDirectory).toList();
        }
    }
}
