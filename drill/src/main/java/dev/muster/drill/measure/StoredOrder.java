package dev.muster.drill.measure;

import dev.muster.drill.client.Order;

/// An order as the application has it.
///
/// @param position where it stands among all orders, as the application took them; only the order
///   counts
public record StoredOrder(Order order, long position) {}
