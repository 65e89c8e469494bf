package dev.muster.vault.repository;

import java.util.ArrayDeque;
import java.util.Deque;

/// Buffers of an extent each, used again and again: to make them anew took longer than to compare
/// what is in them. One thread.
final class Extents {
    private static final int SPARE = (int) (Pipeline.BYTES / PageFile.EXTENT);

    private final Deque<byte[]> spare = new ArrayDeque<>();

    /// A buffer of [PageFile#EXTENT] bytes, with anything in it.
    byte[] take() {
        byte[] extent = spare.pollLast();
        return extent == null ? new byte[PageFile.EXTENT] : extent;
    }

    /// Gives back what nobody else looks at any more.
    void give(byte[] extent) {
        if (spare.size() < SPARE) {
            spare.addLast(extent);
        }
    }
}
