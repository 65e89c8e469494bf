package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
        Typist.Said said = new Typist(folder).type(typed);
        assertThat(said.status()).as(typed + "\n" + said.output()).isZero();
        return said.output();
    }
}
