package dev.muster.model;

/// Names a rehearsal that the strategy describes.
///
/// @param value lower-case letters, digits and inner hyphens, at most 63 characters, as in a DNS
///   label
public record DrillId(String value) implements Comparable<DrillId> {
    public DrillId {
        Names.requireLabel("drill", value);
    }

    @Override
    public int compareTo(DrillId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
