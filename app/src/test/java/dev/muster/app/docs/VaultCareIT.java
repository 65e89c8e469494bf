package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/vault-care.md` says, word for word, with a vault that has something to lose.
class VaultCareIT {
    private static final Page PAGE = Page.at("docs/vault-care.md");
    private static final Pattern POINT = Pattern.compile("(?m)^\\S+-uploads-1-\\d+");

    @TempDir Path temp;
    private Typist reader;
    private Path work;
    private final List<String> typed = new ArrayList<>();

    @BeforeEach
    void aVaultWithThreePoints() throws Exception {
        reader = new Typist(temp.toRealPath());
        work = reader.work();
        Files.createDirectories(work.resolve("uploads"));
        Files.createDirectories(work.resolve("here"));
        Files.createDirectories(work.resolve("there"));
        Files.writeString(
                work.resolve("muster.yaml"),
                """
                strategy: own
                regions:
                  here: { provider: local, folder: "${env:PWD}/here" }
                  there: { provider: local, folder: "${env:PWD}/there" }
                vaults:
                  main: { url: "file://${env:PWD}/here/vault", region: here, copies: [ { url: "file://${env:PWD}/there/vault", region: there } ] }
                contacts: { you: { name: You, email: you@example.com } }
                components:
                  uploads:
                    kind: files
                    region: here
                    owner: you
                    path: "${env:PWD}/uploads"
                    protect: { vault: main, full: "0 * * * *", keep: { last: 1 } }
                """);
        done("muster vault init");
        for (int i = 0; i < 3; i++) {
            Files.writeString(work.resolve("uploads/file"), "content " + i + "\n".repeat(5000));
            done("muster backup");
        }
    }

    @Test
    void aReaderOfThePageKeepsAVaultInOrder() throws Exception {
        List<String> points = points();
        assertThat(points).hasSize(3);
        for (Page.Command command : commands()) {
            String line = command.typed().replace("POINT", points.get(1));
            switch (line.replaceFirst("muster vault ", "")) {
                case "prune --dry-run" -> {
                    assertThat(done(line)).contains(points.get(0), points.get(1));
                    assertThat(points()).isEqualTo(points);
                }
                case "prune", "prune --repack" -> {
                    done(line);
                    assertThat(points()).containsExactly(points.getLast());
                    points = moreAndHeldBelow();
                }
                case "scrub --all" -> {
                    damage(work.resolve("there/vault/packs"));
                    Typist.Said said = reader.type(line);
                    assertThat(said.status()).as(said.output()).isEqualTo(1);
                }
                case "repair" -> {
                    assertThat(done(line)).contains("1 found, 0 left");
                    assertThat(reader.type("muster vault scrub --all").status()).isZero();
                }
                case "copies" -> {
                    done(line);
                    Files.move(work.resolve("there/vault"), work.resolve("taken-away"));
                    done("muster backup");
                    Files.move(work.resolve("taken-away"), work.resolve("there/vault"));
                    assertThat(reader.type(line).status()).isEqualTo(1);
                }
                case "copies --catch-up" -> {
                    done(line);
                    done("muster vault copies");
                }
                default -> done(line);
            }
            typed.add(line);
            heldAndReleased(line, points);
        }
        assertThat(typed).hasSizeGreaterThanOrEqualTo(10);
    }

    /// Two more, so that there is one again that the rules would let go.
    private List<String> moreAndHeldBelow() throws Exception {
        for (int i = 0; i < 2; i++) {
            Files.writeString(work.resolve("uploads/file"), "later " + i + "\n".repeat(5000));
            done("muster backup");
        }
        return points();
    }

    private void heldAndReleased(String line, List<String> points) throws Exception {
        if (line.contains(" hold ")) {
            done("muster vault prune");
            assertThat(points()).containsExactly(points.get(1), points.getLast());
        } else if (line.contains(" release ")) {
            done("muster vault prune");
            assertThat(points()).containsExactly(points.getLast());
        }
    }

    private static List<Page.Command> commands() {
        return PAGE.blocks().stream()
                .filter(Page.Block::isConsole)
                .flatMap(it -> it.commands().stream())
                .toList();
    }

    private String done(String line) throws IOException, InterruptedException {
        Typist.Said said = reader.type(line);
        assertThat(said.status()).as(line + "\n" + said.output()).isZero();
        return said.output();
    }

    private List<String> points() throws IOException, InterruptedException {
        Matcher point = POINT.matcher(done("muster points uploads"));
        return point.results().map(found -> found.group()).toList();
    }

    /// Turns a bit in the middle of the first object.
    private static void damage(Path packs) throws IOException {
        Path pack;
        try (Stream<Path> all = Files.walk(packs)) {
            pack = all.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        pack.toFile().setWritable(true);
        Files.write(pack, bytes);
    }
}
