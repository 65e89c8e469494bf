package dev.muster.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir Path folder;

    @Test
    void foldersAreFoundToTheDepthThatIsAsked() throws Exception {
        Files.createDirectories(folder.resolve("a/b/c"));
        Files.createFile(folder.resolve("a/file"));

        assertThat(Folders.in(folder, 2))
                .containsExactly(folder, folder.resolve("a"), folder.resolve("a/b"));
    }

    @Test
    void whatVanishesMeanwhileIsLeftOut() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!ended.get()) {
                                for (int i = 0; i < 50; i++) {
                                    Path file = state.resolve("file" + i);
                                    file.toFile().mkdir();
                                    file.toFile().delete();
                                }
                            }
                        });
        try {
            for (int i = 0; i < 2000; i++) {
                assertThat(Folders.in(folder, 2)).contains(folder, state);
            }
        } finally {
            ended.set(true);
            writer.join();
        }
    }
}
