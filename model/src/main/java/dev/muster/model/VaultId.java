package dev.muster.model;

/// Names a vault of a strategy.
///
/// @param value lower-case letters, digits and inner hyphens, at most 63 characters, as in a DNS
///   label
public record VaultId(String value) implements Comparable<VaultId> {
    public VaultId {
        Names.requireLabel("vault", value);
    }

    @Override
    public int compareTo(VaultId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
