package dev.muster.drill.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the outside client writes. Everything follows from the number, so that a stored order that
/// is not as it was sent is recognised.
///
/// @param number the client's own, unique; the application must take it once only
/// @param product 1 to 1,000
/// @param customer 1 to 5,000
/// @param quantity 1 to 9
public record Order(long number, int product, int customer, int quantity) {
    private static final int PRODUCTS = 1_000;
    private static final int CUSTOMERS = 5_000;
    private static final int LARGEST_QUANTITY = 9;
    private static final Pattern ROW =
            Pattern.compile("([0-9]{1,18}),([0-9]{1,9}),([0-9]{1,9}),([0-9]{1,9})");

    /// The order that the client sends under a number.
    public static Order of(long number) {
        long mixed = (number * 0x9E3779B97F4A7C15L) >>> 16;
        return new Order(
                number,
                (int) (1 + mixed % PRODUCTS),
                (int) (1 + (mixed >>> 10) % CUSTOMERS),
                (int) (1 + (mixed >>> 24) % LARGEST_QUANTITY));
    }

    /// As the body of a form.
    public String form() {
        return "number="
                + number
                + "&product="
                + product
                + "&customer="
                + customer
                + "&quantity="
                + quantity;
    }

    /// As a row of comma-separated values, without an end of line.
    public String row() {
        return number + "," + product + "," + customer + "," + quantity;
    }

    /// Reads what [#row] wrote; empty for anything else.
    public static Optional<Order> parse(String row) {
        Matcher match = ROW.matcher(row);
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Order(
                        Long.parseLong(match.group(1)),
                        Integer.parseInt(match.group(2)),
                        Integer.parseInt(match.group(3)),
                        Integer.parseInt(match.group(4))));
    }
}
