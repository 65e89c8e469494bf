package dev.muster.operations.facts;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.record.Receipt;
import dev.muster.record.RunRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How fast a step of a run was, where it had enough to do for that to be a measure.
final class Rates {
    /// Below that, a step's fixed costs are most of its time.
    private static final long ENOUGH = 64L << 20;

    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    /// As a size writes itself.
    private static final Pattern AMOUNT =
            Pattern.compile("([0-9]{1,4}(?:\\.[0-9])?) (B|KiB|MiB|GiB|TiB)");

    private Rates() {}

    /// Bytes in a second: of a restore, its data and log; of a start, the log that it replayed.
    static Optional<ByteSize> of(RunRecord run, ComponentId component, Receipt receipt) {
        String step = receipt.step().value();
        if (step.equals(component + "-restore")) {
            return rate(data(receipt) + log(receipt), receipt.duration());
        }
        if (!step.equals(component + "-start")) {
            return Optional.empty();
        }
        return run.receipts().stream()
                .filter(other -> other.step().value().equals(component + "-restore"))
                .findFirst()
                .flatMap(restored -> rate(log(restored), receipt.duration()));
    }

    private static Optional<ByteSize> rate(long bytes, Duration time) {
        return bytes < ENOUGH || !time.isPositive()
                ? Optional.empty()
                : Optional.of(new ByteSize((long) (bytes / (time.toNanos() / 1e9))));
    }

    private static long data(Receipt restore) {
        return restore.details().point().map(point -> point.logical().bytes()).orElse(0L);
    }

    private static long log(Receipt restore) {
        return Optional.ofNullable(restore.details().notes().get("log"))
                .map(AMOUNT::matcher)
                .filter(Matcher::matches)
                .map(Rates::bytes)
                .orElse(0L);
    }

    /// Three digits, which is enough for a rate.
    private static long bytes(Matcher amount) {
        long unit = 1L << (10 * UNITS.indexOf(amount.group(2)));
        return (long) (Double.parseDouble(amount.group(1)) * unit);
    }

    static ByteSize slower(ByteSize one, ByteSize other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
