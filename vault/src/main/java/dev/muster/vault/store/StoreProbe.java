package dev.muster.vault.store;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.store.VaultStore.Put;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Asks a store for the one promise that everything rests on: a name is given once.
///
/// Some storage accepts conditional writes and ignores them, some honours them only while nobody
/// else writes; both are tried, since a vault there would lose backups in silence.
public final class StoreProbe {
    private static final int RACING = 4;
    private static final int LENGTH = 64 << 10;

    private final VaultStore store;
    private final String name;
    private final byte[] mark;

    /// @param name of an object that nobody else uses, below `probe/`
    /// @param mark random bytes, so that no other probe writes the same
    public StoreProbe(VaultStore store, String name, byte[] mark) {
        this.store = store;
        this.name = name;
        this.mark = mark.clone();
    }

    /// Leaves nothing behind.
    ///
    /// @param racing whether writers meet; else they come one after another, in this thread
    /// @throws dev.muster.model.MusterException `STORE_LIES` if a name was given twice
    public void requireHonest(boolean racing) {
        List<Put> puts = racing ? race() : puts(Runnable::run);
        Put late = store.putIfAbsent(name, content(RACING));
        boolean one = puts.stream().filter(Put.STORED::equals).count() == 1;
        byte[] winner = content(puts.indexOf(Put.STORED));
        boolean kept = store.get(name).filter(there -> Arrays.equals(there, winner)).isPresent();
        store.delete(name);
        if (!one || late != Put.EXISTS || !kept) {
            throw VaultErrors.STORE_LIES.error(
                    store.address() + " overwrites an object that is there",
                    "use storage that honours put-if-absent");
        }
    }

    private List<Put> race() {
        try (ExecutorService writers = Executors.newFixedThreadPool(RACING)) {
            return puts(writers);
        }
    }

    private List<Put> puts(Executor writers) {
        List<CompletableFuture<Put>> running = new ArrayList<>();
        for (int writer = 0; writer < RACING; writer++) {
            byte[] content = content(writer);
            running.add(
                    CompletableFuture.supplyAsync(() -> store.putIfAbsent(name, content), writers));
        }
        try {
            return running.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private byte[] content(int writer) {
        byte[] content = new byte[LENGTH];
        Arrays.fill(content, (byte) (writer + 1));
        System.arraycopy(mark, 0, content, 0, Math.min(mark.length, LENGTH));
        return content;
    }
}
