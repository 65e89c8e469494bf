package dev.muster.provider.files;

import dev.muster.provider.DataStore;
import dev.muster.provider.Target;
import dev.muster.provider.files.kind.FilesSettings;
import dev.muster.testkit.PlainStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FilesStoreTest extends PlainStoreContract<FilesSettings> {
    private final FilesDataStore store = new FilesDataStore();

    @TempDir Path folder;

    @BeforeEach
    void makeSource() throws IOException {
        Files.createDirectories(folder.resolve("data/empty"));
        Files.writeString(folder.resolve("data/.marker"), "there");
    }

    @Override
    protected DataStore<FilesSettings> store() {
        return store;
    }

    private FilesSettings settings(String path) {
        return FilesTargets.settings(folder.resolve(path), folder.resolve("restored"), List.of());
    }

    @Override
    protected Target<FilesSettings> home() {
        return FilesTargets.home(settings("data"));
    }

    @Override
    protected Target<FilesSettings> recovery() {
        return FilesTargets.recovery(settings("data"));
    }

    @Override
    protected Target<FilesSettings> unreachable() {
        return FilesTargets.home(settings("nowhere"));
    }

    @Override
    protected void write(int number) throws IOException {
        Path file = folder.resolve("data/n" + number % 3 + "/" + number);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "number " + number);
    }

    @Override
    protected Set<Integer> numbers(Path restored) throws IOException {
        try (Stream<Path> files = Files.walk(restored)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+"))
                    .map(Integer::parseInt)
                    .collect(Collectors.toSet());
        }
    }
}
