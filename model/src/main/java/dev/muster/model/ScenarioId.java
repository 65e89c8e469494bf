package dev.muster.model;

/// Names a scenario: what is lost, and where recovery happens.
///
/// @param value lower-case letters, digits and inner hyphens, at most 63 characters, as in a DNS
///   label
public record ScenarioId(String value) implements Comparable<ScenarioId> {
    public ScenarioId {
        Names.requireLabel("scenario", value);
    }

    @Override
    public int compareTo(ScenarioId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
