package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
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
    private String held = "";

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
        for (Page.Command command : PAGE.commands()) {
            String line = command.typed().replace("POINT", points.get(1));
            String again = typed.contains(line) ? " again" : "";
            switch (line.replaceFirst("muster vault ", "") + again) {
                case "prune --dry-run" -> {
                    assertThat(done(line)).contains(points.get(0), points.get(1));
                    assertThat(points()).isEqualTo(points);
                }
                case "repair again" -> theLastPointIsLostEverywhere(line);
                case "muster backup" -> {
                    done(line);
                    assertThat(reader.type("muster vault repair").output())
                            .contains("left")
                            .doesNotContain("lost:");
                }
                case "prune --repack again" -> {
                    done(line);
                    assertThat(reader.type("muster vault scrub --all").status()).isZero();
                    done("muster vault release " + held + " --reason over");
                    points = points();
                }
                case "prune", "prune --repack" -> {
                    done(line);
                    assertThat(points()).containsExactly(points.getLast());
                    points = moreAndHeldBelow();
                }
                case "scrub --all" -> {
                    damage(first(work.resolve("there/vault/packs")));
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
                    Typist.Said backup = reader.type("muster backup");
                    assertThat(backup.status()).as(backup.output()).isEqualTo(1);
                    assertThat(backup.output()).contains("the copy in there does not have it");
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

    /// A file that the source still has, in a pack that no copy has whole any more.
    private void theLastPointIsLostEverywhere(String line) throws Exception {
        byte[] large = new byte[300_000];
        new Random(7).nextBytes(large);
        Files.write(work.resolve("uploads/large"), large);
        done("muster backup");
        held = points().getLast();
        done("muster vault hold " + held + " --reason test");
        Path pack = largest(work.resolve("here/vault/packs"));
        damage(pack);
        damage(
                work.resolve("there/vault/packs")
                        .resolve(work.resolve("here/vault/packs").relativize(pack)));
        Typist.Said said = reader.type(line);
        assertThat(said.status()).as(said.output()).isEqualTo(1);
        assertThat(said.output()).contains("lost: large of " + held);
    }

    private static Path largest(Path packs) throws IOException {
        try (Stream<Path> all = Files.walk(packs)) {
            return all.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
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

    private String done(String line) throws IOException, InterruptedException {
        Typist.Said said = reader.type(line);
        assertThat(said.status()).as(line + "\n" + said.output()).isZero();
        return said.output();
    }

    private List<String> points() throws IOException, InterruptedException {
        Matcher point = POINT.matcher(done("muster points uploads"));
        return point.results().map(found -> found.group()).toList();
    }

    private static Path first(Path packs) throws IOException {
        try (Stream<Path> all = Files.walk(packs)) {
            return all.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
    }

    /// Turns a bit in the middle.
    private static void damage(Path pack) throws IOException {
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        pack.toFile().setWritable(true);
        Files.write(pack, bytes);
    }
}
