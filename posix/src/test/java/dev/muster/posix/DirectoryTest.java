package dev.muster.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
    @TempDir Path folder;

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatWasWrittenIsReadAndItsStatusToldToTheNanosecond() throws IOException {
        Instant time = Instant.ofEpochSecond(1_234_567_890L, 123_456_789);
        try (Directory here = Directory.open(folder);
                OpenFile file = here.create(name("a"))) {
            byte[] content = new byte[200_000];
            content[100_000] = 7;
            file.write(content, 0, content.length, 10);
            file.setMode(04751);
            file.setModified(time);
            byte[] read = new byte[content.length];
            assertThat(file.readFully(read, 0, read.length, 10)).isEqualTo(content.length);
            assertThat(read).isEqualTo(content);
            FileStatus status = here.status(name("a"));
            assertThat(status.type()).isEqualTo(FileType.FILE);
            assertThat(status.mode()).isEqualTo(04751);
            assertThat(status.modified()).isEqualTo(time);
            assertThat(status.size()).isEqualTo(200_010);
            assertThat(status.links()).isEqualTo(1);
            assertThat(file.status().isSameAs(status)).isTrue();
            assertThat(status.changed()).isAfter(time);
        }
    }

    @Test
    void namesThatAreNoTextComeBackByteForByte() throws IOException {
        byte[] odd = {'x', (byte) 0xff, (byte) 0xc3, '\n', (byte) 0xe2, (byte) 0x82};
        try (Directory here = Directory.open(folder)) {
            here.create(odd).close();
            assertThat(here.list()).hasSize(1);
            assertThat(here.list().getFirst().name()).isEqualTo(odd);
            here.remove(odd);
        }
        try (Directory here = Directory.open(folder)) {
            assertThat(here.list()).isEmpty();
        }
    }

    @Test
    void linksAreNeverFollowed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "s");
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("folder"), outside);
        Files.createSymbolicLink(inside.resolve("file"), outside.resolve("secret"));
        try (Directory here = Directory.open(inside)) {
            assertThatThrownBy(() -> here.folder(name("folder")))
                    .isInstanceOf(NotDirectoryException.class);
            assertThatThrownBy(() -> here.read(name("file")))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("link");
            assertThatThrownBy(() -> here.update(name("file")))
                    .isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> here.create(name("file")))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(here.status(name("file")).type()).isEqualTo(FileType.LINK);
            assertThat(here.readLink(name("folder"))).isEqualTo(name(outside.toString()));
            here.removeAll(name("folder"));
        }
        assertThat(outside.resolve("secret")).exists();
    }

    @Test
    void holesAreFoundAndMade() throws IOException {
        int mib = 1 << 20;
        try (Directory here = Directory.open(folder);
                OpenFile file = here.create(name("sparse"))) {
            file.truncate(4 * mib);
            file.write(new byte[] {1}, 0, 1, 2 * mib);
            FileStatus status = file.status();
            assertThat(status.mayHaveHoles()).isTrue();
            assertThat(file.nextData(0, status.size())).isEqualTo(2 * mib);
            long end = file.nextHole(2 * mib, status.size());
            assertThat(end).isBetween(2L * mib + 1, 3L * mib);
            assertThat(file.nextData(end, status.size())).isEqualTo(4 * mib);
            file.makeHole(2 * mib, mib);
            byte[] one = new byte[1];
            assertThat(file.readFully(one, 0, 1, 2 * mib)).isEqualTo(1);
            assertThat(one[0]).isZero();
        }
    }

    @Test
    void attributesAreKept() throws IOException {
        try (Directory here = Directory.open(folder);
                OpenFile file = here.create(name("a"))) {
            file.setAttribute("user.origin", new byte[] {0, 1, (byte) 200});
            assertThat(file.attributes()).containsExactly("user.origin");
            assertThat(file.attribute("user.origin")).isEqualTo(new byte[] {0, 1, (byte) 200});
            assertThatThrownBy(() -> file.attribute("user.none"))
                    .isInstanceOf(NoSuchFileException.class);
            file.removeAttribute("user.origin");
            assertThat(file.attributes()).isEmpty();
        }
    }

    @Test
    void linksAndFifosAreMadeMovedAndRemoved() throws IOException {
        try (Directory here = Directory.open(folder)) {
            here.create(name("a")).close();
            assertThat(here.makeFolder(name("sub"))).isTrue();
            assertThat(here.makeFolder(name("sub"))).isFalse();
            try (Directory sub = here.folder(name("sub"))) {
                sub.makeHardLink(name("b"), here, name("a"));
                sub.makeFifo(name("pipe"));
                sub.makeLink(name("link"), name("nowhere"));
                assertThat(here.status(name("a")).links()).isEqualTo(2);
                assertThat(sub.status(name("pipe")).type()).isEqualTo(FileType.FIFO);
                assertThatThrownBy(() -> sub.move(name("b"), here, name("a")))
                        .isInstanceOf(FileAlreadyExistsException.class);
                sub.move(name("b"), here, name("c"));
                sub.setMode(0500);
            }
            here.removeAll(name("sub"));
            assertThat(here.has(name("sub"))).isFalse();
            assertThat(here.has(name("c"))).isTrue();
        }
    }

    @Test
    void accountsAreFoundByNumberAndName() {
        Accounts accounts = new Accounts();
        assertThat(accounts.user(0)).isEqualTo("root");
        assertThat(accounts.uid("root")).isEqualTo(OptionalLong.of(0));
        assertThat(accounts.group(0)).isEqualTo("root");
        assertThat(accounts.gid("root")).isEqualTo(OptionalLong.of(0));
        assertThat(accounts.user(4_000_000_000L)).isEmpty();
        assertThat(accounts.uid("no-such-user")).isEmpty();
    }

    @Test
    void aRefusedCallTellsThePath() throws IOException {
        try (Directory here = Directory.open(folder)) {
            assertThatThrownBy(() -> here.read(name("none")))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("none");
            if (!Accounts.isRoot()) {
                OpenFile file = here.create(name("closed"));
                file.setMode(0);
                file.close();
                assertThatThrownBy(() -> here.read(name("closed")))
                        .isInstanceOf(AccessDeniedException.class);
            }
        }
    }
}
