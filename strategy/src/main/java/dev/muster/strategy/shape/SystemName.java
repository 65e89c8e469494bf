package dev.muster.strategy.shape;

/// The name of the system that a strategy is about; folders and metrics are named after it.
public record SystemName(String value) {
    @Override
    public String toString() {
        return value;
    }
}
