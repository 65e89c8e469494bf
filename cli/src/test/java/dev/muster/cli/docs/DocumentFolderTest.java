package dev.muster.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cli.docs.DocumentState.State;
import dev.muster.documents.shelf.Shelf;
import dev.muster.model.MusterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFolderTest {
    @TempDir Path home;
    private Path folder;
    private DocumentFolder documents;

    @BeforeEach
    void open() throws IOException {
        folder = home.toRealPath().resolve("documents");
        documents = new DocumentFolder(folder, "shop");
    }

    private static Shelf shelf(String... pairs) {
        SortedMap<String, String> files = new TreeMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            files.put(pairs[at], pairs[at + 1]);
        }
        return new Shelf(files);
    }

    private static Map<String, State> states(List<DocumentState> states) {
        Map<String, State> map = new TreeMap<>();
        states.forEach(one -> map.put(one.file(), one.state()));
        return map;
    }

    @Test
    void whatWasWrittenIsCurrent() throws IOException {
        Shelf shelf = shelf("index.md", "a\nb\n", "runbooks/flood/runbook.md", "x\n");
        assertThat(states(documents.compare(shelf)).values()).containsOnly(State.MISSING);
        assertThat(states(documents.write(shelf)).values()).containsOnly(State.WRITTEN);
        assertThat(states(documents.compare(shelf)).values()).containsOnly(State.CURRENT);
        assertThat(Files.readString(folder.resolve("SHA256SUMS")))
                .isEqualTo(
                        """
                        # Documents of strategy shop, written by muster docs.
                        %s  index.md
                        %s  runbooks/flood/runbook.md
                        """
                                .formatted(
                                        dev.muster.model.Digest.of("a\nb\n"),
                                        dev.muster.model.Digest.of("x\n")));
    }

    @Test
    void theStaleLineIsNamed() {
        documents.write(shelf("index.md", "same\nRPO 5 s\nsame\n"));
        DocumentState one =
                documents.compare(shelf("index.md", "same\nRPO 7 s\nsame\n")).getFirst();
        assertThat(one.state()).isEqualTo(State.STALE);
        assertThat(one.difference()).contains(new Difference(2, "RPO 5 s", "RPO 7 s", false));
    }

    @Test
    void theFirstDifferenceOfALongLineIsShown() {
        Difference difference =
                Difference.of("x".repeat(500) + "5" + "y".repeat(500), "x".repeat(500) + "7");
        assertThat(difference.line()).isEqualTo(1);
        assertThat(difference.is()).startsWith("...xxx").contains("x5y").hasSizeLessThan(110);
        assertThat(difference.shouldBe()).isEqualTo("..." + "x".repeat(30) + "7");
    }

    @Test
    void aLineThatNamesAnotherDigestIsToldOnlyWhereNothingElseIs() {
        String old = "1".repeat(64);
        String now = "2".repeat(64);
        assertThat(Difference.of(old + "\na\n", now + "\nb\n"))
                .isEqualTo(new Difference(2, "a", "b", false));
        assertThat(Difference.of("a\n" + old, "a\n" + now))
                .extracting(Difference::line, Difference::byDigest)
                .containsExactly(2, true);
    }

    @Test
    void aDocumentThatEndsTooEarlyIsStaleAtItsEnd() {
        assertThat(Difference.of("a\n", "a\nb\n")).isEqualTo(new Difference(2, "", "b", false));
    }

    @Test
    void whatAScenarioLeftIsRemovedAndTheUsersOwnStays() throws IOException {
        documents.write(
                shelf(
                        "index.md",
                        "a\n",
                        "runbooks/flood/runbook.md",
                        "x\n",
                        "runbooks/fire/runbook.md",
                        "y\n"));
        Path own = folder.resolve("runbooks/fire/notes.txt");
        Files.writeString(own, "mine");
        Shelf less = shelf("index.md", "a\n");
        assertThat(states(documents.compare(less)))
                .containsEntry("runbooks/flood/runbook.md", State.LEFTOVER)
                .containsEntry("SHA256SUMS", State.STALE);
        assertThat(states(documents.write(less)))
                .containsEntry("runbooks/flood/runbook.md", State.REMOVED);
        assertThat(folder.resolve("runbooks/flood")).doesNotExist();
        assertThat(own).hasContent("mine");
        assertThat(states(documents.compare(less)).values()).containsOnly(State.CURRENT);
    }

    @Test
    void aFileOfSomebodyElseIsNeverReplacedAndNothingIsWritten() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("index.md"), "my own page");
        assertThatThrownBy(() -> documents.write(shelf("a.md", "a", "index.md", "b")))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("index.md is there, and muster docs did not write it");
        assertThat(folder.resolve("index.md")).hasContent("my own page");
        assertThat(folder.resolve("a.md")).doesNotExist();
        assertThat(folder.resolve("SHA256SUMS")).doesNotExist();
    }

    @Test
    void aForeignListOfChecksumsIsNotReplacedEither() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("SHA256SUMS"), "of something else\n");
        assertThatThrownBy(() -> documents.write(shelf("a.md", "a")))
                .hasMessageContaining("SHA256SUMS is there");
    }

    @Test
    void theFolderOfAnotherStrategyIsLeftAlone() {
        new DocumentFolder(folder, "bank").write(shelf("index.md", "bank\n"));
        assertThatThrownBy(() -> documents.write(shelf("index.md", "shop\n")))
                .hasMessageContaining("holds the documents of strategy bank, not of shop");
        assertThat(folder.resolve("index.md")).hasContent("bank\n");
    }

    @Test
    void aListThatWasTamperedWithLeadsToNoFileOutside() throws IOException {
        documents.write(shelf("index.md", "a\n"));
        Path outside = Files.writeString(home.resolve("precious"), "keep");
        String digest = "0".repeat(64);
        Files.writeString(
                folder.resolve("SHA256SUMS"),
                "# Documents of strategy shop, written by muster docs.\n"
                        + digest
                        + "  ../precious\n"
                        + digest
                        + "  "
                        + outside
                        + "\n"
                        + digest
                        + "  runbooks/../../precious\n");
        documents.write(shelf("index.md", "a\n"));
        assertThat(outside).hasContent("keep");
    }

    @Test
    void documentsAreNotWrittenThroughALink() throws IOException {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve("runbooks"), elsewhere);
        assertThatThrownBy(() -> documents.write(shelf("runbooks/flood/runbook.md", "x")))
                .hasMessageContaining("is a link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void whatAKilledOneLeftIsMendedByTheNextOne() throws IOException {
        documents.write(shelf("a.md", "old\n", "b.md", "old\n", "gone.md", "old\n"));
        // as one that died between its first and its second document leaves it
        Shelf now = shelf("a.md", "new\n", "b.md", "new\n", "c.md", "new\n");
        ChecksumList list =
                ChecksumList.of("shop", now.files())
                        .and(ChecksumList.of("shop", Map.of("gone.md", "old\n")));
        Files.writeString(folder.resolve("SHA256SUMS"), list.text());
        Files.writeString(folder.resolve("a.md"), "new\n");
        Files.writeString(folder.resolve(".muster-docs-999999999.new"), "half");
        documents.write(now);
        assertThat(states(documents.compare(now)).values()).containsOnly(State.CURRENT);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("a.md", "b.md", "c.md", "SHA256SUMS");
        }
    }

    @Test
    void documentsCanBeReadByOthers() throws IOException {
        documents.write(shelf("index.md", "a\n"));
        Path plain = Files.writeString(folder.resolve("plain"), "b");
        assertThat(Files.getPosixFilePermissions(folder.resolve("index.md")))
                .isEqualTo(Files.getPosixFilePermissions(plain));
    }
}
