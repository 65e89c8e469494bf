package dev.muster.drill.client;

import dev.muster.drill.DrillErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The outside client's own book of orders: a text file that only grows, with a line `sent TIME
/// NUMBER,PRODUCT,CUSTOMER,QUANTITY` before each order is sent for the first time and `acknowledged
/// TIME NUMBER,...` after the application took it. Safe for many threads.
public final class Ledger implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("(sent|acknowledged) (\\S+) (\\S+)");

    private final LineFile lines;

    /// Opens the book to write on; half a line at its end is dropped.
    public Ledger(Path file) {
        this.lines = new LineFile(file);
    }

    public void sent(Order order, Instant at) {
        lines.add("sent " + at + " " + order.row());
    }

    public void acknowledged(Order order, Instant at) {
        lines.add("acknowledged " + at + " " + order.row());
    }

    @Override
    public void close() {
        lines.close();
    }

    /// Reads a book, also while it is written; by number. Empty where there is none yet.
    public static List<LedgerEntry> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        Map<Long, LedgerEntry> entries = new TreeMap<>();
        LineFile.read(file, Ledger::parse).forEach(line -> apply(entries, line, file));
        return List.copyOf(entries.values());
    }

    /// Where a client that is started again goes on.
    public static long highest(Collection<LedgerEntry> entries, long otherwise) {
        return entries.stream().mapToLong(entry -> entry.order().number()).max().orElse(otherwise);
    }

    private static void apply(Map<Long, LedgerEntry> entries, Line line, Path file) {
        LedgerEntry known = entries.get(line.order.number());
        if (line.acknowledged == (known == null)) {
            throw DrillErrors.FILE_DAMAGED.error(
                    file
                            + " has order "
                            + line.order.number()
                            + (known == null ? " acknowledged before it was sent" : " sent twice"),
                    "grep ' " + line.order.number() + ",' " + file);
        }
        entries.put(
                line.order.number(),
                known == null
                        ? new LedgerEntry(line.order, line.at, Optional.empty())
                        : new LedgerEntry(known.order(), known.sentAt(), Optional.of(line.at)));
    }

    private static Optional<Line> parse(String text) {
        Matcher match = LINE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.parse(match.group(2));
            boolean acknowledged = match.group(1).equals("acknowledged");
            return Order.parse(match.group(3)).map(order -> new Line(acknowledged, at, order));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private record Line(boolean acknowledged, Instant at, Order order) {}
}
