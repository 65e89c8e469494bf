package dev.muster.model;

/// Names a probe: a question asked from outside, again and again.
///
/// @param value lower-case letters, digits and inner hyphens, at most 63 characters, as in a DNS
///   label
public record ProbeId(String value) implements Comparable<ProbeId> {
    public ProbeId {
        Names.requireLabel("probe", value);
    }

    @Override
    public int compareTo(ProbeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
