package dev.muster.model;

/// Who may act for a run: the holder of the highest epoch that the run's home granted.
///
/// @param number 1 or more, each takeover adds one
public record Epoch(long number) implements Comparable<Epoch> {
    public static final Epoch FIRST = new Epoch(1);

    public Epoch {
        if (number < 1) {
            throw new IllegalArgumentException("an epoch is 1 or more, not " + number);
        }
    }

    public Epoch next() {
        return new Epoch(number + 1);
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
