package dev.muster.kind;

import java.util.Optional;

/// A TCP port in a strategy.
///
/// @param number 1 to 65535
@Example(value = "5432", pattern = "[0-9]{1,5}")
public record Port(int number) {
    public Port {
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + number);
        }
    }

    public static Optional<Port> parse(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(text);
        return number >= 1 && number <= 65_535 ? Optional.of(new Port(number)) : Optional.empty();
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
