package dev.muster.operations.files;

import dev.muster.provider.Progress;
import dev.muster.provider.RestoreScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// A restore in a process of its own, which kills itself after so many bytes.
final class RestoreChild {
    private RestoreChild() {}

    static Process start(Path folder, Path into, long bytes) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RestoreChild.class.getName(),
                        folder.toString(),
                        into.toString(),
                        Long.toString(bytes))
                .inheritIO()
                .start();
    }

    public static void main(String[] args) throws InterruptedException {
        AtomicLong left = new AtomicLong(Long.parseLong(args[2]));
        Progress deadly =
                new Progress() {
                    @Override
                    public void stage(String stage) {}

                    @Override
                    public void total(long bytes) {}

                    @Override
                    public void advance(long bytes) {
                        if (left.addAndGet(-bytes) < 0) {
                            // as a kill does: nothing is tidied up
                            Runtime.getRuntime().halt(137);
                        }
                    }
                };
        try (FilesWorld world = new FilesWorld(Path.of(args[0]), false)) {
            world.restore(Path.of(args[1]), RestoreScope.ALL, deadly);
        }
    }
}
