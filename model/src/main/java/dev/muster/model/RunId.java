package dev.muster.model;

/// Names one run of a plan; it is the folder name of the run in the vault.
///
/// @param value lower-case letters, digits and inner hyphens, at most 63 characters, as in a DNS
///   label
public record RunId(String value) implements Comparable<RunId> {
    public RunId {
        Names.requireLabel("run", value);
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
