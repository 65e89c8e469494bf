package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocsIT {
    @TempDir Path folder;

    static Stream<Page> pages() {
        return Page.all().stream().filter(it -> it.blocks().stream().anyMatch(Page.Block::isRun));
    }

    /// One after the other in one folder, as a reader would type them.
    @ParameterizedTest
    @MethodSource("pages")
    void commandsPrintWhatThePageShows(Page page) throws Exception {
        for (Page.Block block : page.blocks()) {
            save(block);
            if (block.isRun()) {
                for (Page.Command command : block.commands()) {
                    assertThat(run(command.typed()))
                            .as(page.place() + ": " + command.typed())
                            .matches(expected(command.output()));
                }
            }
        }
    }

    /// A block such as `yaml muster.yaml` is a file that the reader saves.
    private void save(Page.Block block) throws IOException {
        String[] info = block.info().split(" ");
        if (info.length == 2 && info[1].contains(".")) {
            Path work = Files.createDirectories(folder.resolve("work"));
            Files.write(work.resolve(info[1]), block.lines());
        }
    }

    private static Pattern expected(List<String> lines) {
        return Pattern.compile(
                lines.stream()
                        .map(line -> line.equals("...") ? "(.*\n)*?" : Pattern.quote(line) + "\n")
                        .collect(Collectors.joining()));
    }

    private String run(String typed) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path launcher = bin.resolve("muster");
        if (!Files.exists(launcher)) {
            Files.createSymbolicLink(launcher, Page.ROOT.resolve("muster"));
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Files.createSymbolicLink(bin.resolve("java"), java);
        }
        Path work = Files.createDirectories(folder.resolve("work"));
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", typed).directory(work.toFile());
        builder.redirectErrorStream(true);
        builder.environment().put("MUSTER_DIST", distribution().toString());
        builder.environment().put("MUSTER_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(typed + "\n" + output).isZero();
        return output;
    }

    /// The one that this build has just made.
    private static Path distribution() {
        Path classes =
                Path.of(DocsIT.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        return classes.resolveSibling("dist");
    }
}
