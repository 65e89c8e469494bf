package dev.muster.model;

/// Names one component of a strategy: a data store, a workload, a front door.
///
/// @param value lower-case letters, digits and inner hyphens, at most 63 characters, as in a DNS
///   label
public record ComponentId(String value) implements Comparable<ComponentId> {
    public ComponentId {
        Names.requireLabel("component", value);
    }

    @Override
    public int compareTo(ComponentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
