package dev.muster.strategy.shape;

/// What stands after `kind:`; which ones exist is known to the reader.
public record KindName(String value) {
    @Override
    public String toString() {
        return value;
    }
}
