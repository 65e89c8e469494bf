package dev.muster.rehearsal.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    record Thing(String name, int count) {}

    @TempDir private Path folder;

    private static Shelf<Thing> shelf(Store store) {
        return store.shelf("things", Thing.class);
    }

    @Test
    void whereverAFrameIsTornWhatWasAcknowledgedBeforeIsThere() throws IOException {
        try (Store store = Store.open(folder)) {
            Shelf<Thing> shelf = shelf(store);
            store.commit(shelf.put("a", new Thing("a", 1)), shelf.put("b", new Thing("b", 2)));
        }
        Path journal = folder.resolve("journal");
        long whole;
        try (Store store = Store.open(folder)) {
            whole = Files.size(journal); // opening writes it anew
            Shelf<Thing> shelf = shelf(store);
            store.commit(shelf.put("a", new Thing("a", 3)), shelf.remove("b"));
        }
        byte[] all = Files.readAllBytes(journal);
        for (int end = (int) whole; end < all.length; end++) {
            Files.write(journal, Arrays.copyOf(all, end));
            try (Store store = Store.open(folder)) {
                assertThat(shelf(store).all())
                        .containsExactly(new Thing("a", 1), new Thing("b", 2));
            }
        }
        Files.write(journal, all);
        try (Store store = Store.open(folder)) {
            assertThat(shelf(store).all()).containsExactly(new Thing("a", 3));
            // what was torn off before did not stay in the way
            Shelf<Thing> other = store.shelf("others", Thing.class);
            store.commit(other.put("c", new Thing("c", 4)));
        }
        try (Store store = Store.open(folder)) {
            assertThat(shelf(store).get("a")).isEqualTo(new Thing("a", 3));
            assertThat(store.shelf("others", Thing.class).get("c")).isEqualTo(new Thing("c", 4));
        }
    }

    @Test
    void damageIsNotTakenForAnEnd() throws IOException {
        try (Store store = Store.open(folder)) {
            Shelf<Thing> shelf = shelf(store);
            store.commit(shelf.put("a", new Thing("a", 1)));
            store.commit(shelf.put("b", new Thing("b", 1)));
        }
        Path journal = folder.resolve("journal");
        byte[] all = Files.readAllBytes(journal);
        all[20] ^= 1;
        Files.write(journal, all, StandardOpenOption.TRUNCATE_EXISTING);

        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged at byte 0");
    }

    @Test
    void aFolderServesOneAtATime() throws IOException {
        try (Store store = Store.open(folder)) {
            assertThatThrownBy(() -> Store.open(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
            assertThat(store.folder()).isEqualTo(folder);
        }
        Store.open(folder).close();
    }

    @Test
    void keysAreInTheOrderOfTheirBytes() {
        // the last two are swapped in Java's own order
        assertThat(Shelf.byBytes().compare("a", "b")).isNegative();
        assertThat(Shelf.byBytes().compare("a", "aa")).isNegative();
        assertThat(Shelf.byBytes().compare("\uffee", "\ud83d\ude00")).isNegative();
        assertThat("\uffee".compareTo("\ud83d\ude00")).isPositive();
    }
}
