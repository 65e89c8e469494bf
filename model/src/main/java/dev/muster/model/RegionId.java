package dev.muster.model;

/// Names a region: a failure domain that can be lost as a whole.
///
/// @param value lower-case letters, digits and inner hyphens, at most 63 characters, as in a DNS
///   label
public record RegionId(String value) implements Comparable<RegionId> {
    public RegionId {
        Names.requireLabel("region", value);
    }

    @Override
    public int compareTo(RegionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
