package dev.muster.model;

/// Names one step within a plan.
///
/// @param value lower-case letters, digits and inner hyphens, at most 63 characters, as in a DNS
///   label
public record StepId(String value) implements Comparable<StepId> {
    public StepId {
        Names.requireLabel("step", value);
    }

    @Override
    public int compareTo(StepId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
