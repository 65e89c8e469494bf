package dev.muster.reader;

import dev.muster.vault.repository.ExtractProgress;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;

/// Says each tenth of a long restore.
final class Progress implements ExtractProgress {
    private static final long LONG = 256L << 20;

    private final PrintStream err;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();

    Progress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void total(long bytes) {
        total.set(bytes);
    }

    @Override
    public void advance(long bytes) {
        long all = total.get();
        long now = done.addAndGet(bytes);
        if (all >= LONG && now * 10 / all != (now - bytes) * 10 / all) {
            err.println("  " + Math.min(100, now * 100 / all) + " %");
        }
    }
}
