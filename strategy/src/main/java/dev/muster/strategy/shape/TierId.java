package dev.muster.strategy.shape;

/// Names a tier: objectives that several components share.
public record TierId(String value) implements Comparable<TierId> {
    @Override
    public int compareTo(TierId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
