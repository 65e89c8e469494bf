package dev.muster.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder with a file system of its own, which can be filled up and given room again.
final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    static SmallDisk at(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + mebibytes + "m,mode=0755,uid=" + user("uid") + ",gid=" + user("gid"),
                "muster-test",
                folder.toString());
        return new SmallDisk(folder);
    }

    private static Object user(String what) throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:" + what);
    }

    Path folder() {
        return folder;
    }

    /// Takes all room but so much.
    void fill(int keptKibibytes) throws IOException {
        free();
        long left = folder.toFile().getUsableSpace() - 1024L * keptKibibytes;
        try (OutputStream file = Files.newOutputStream(ballast)) {
            for (; left >= BLOCK; left -= BLOCK) {
                file.write(new byte[BLOCK]);
            }
        } catch (IOException full) {
            if (keptKibibytes > 0) {
                throw full;
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder.toString());
    }

    /// Only root mounts; whoever may install the peers may be root.
    private static void run(String... command) throws IOException {
        List<String> words = new ArrayList<>();
        if (!System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("sudo", "-n"));
        }
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new AssertionError(
                    "this test needs a small file system, and '"
                            + String.join(" ", words)
                            + "' failed: "
                            + said.strip()
                            + "; run it as root, in a container with --cap-add SYS_ADMIN");
        }
    }
}
