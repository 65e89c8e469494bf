package dev.muster.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A thread's memory for arguments and results of calls; freed with the thread.
final class Scratch {
    /// The longest name and path that Linux takes, and room for a list of attributes.
    static final int TEXT = 4096 + 1;

    static final int BLOCK = 64 << 10;
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    private final Arena arena = Arena.ofAuto();
    final MemorySegment state = Native.newState(arena);
    final MemorySegment name = arena.allocate(TEXT);
    final MemorySegment other = arena.allocate(TEXT);
    final MemorySegment status = arena.allocate(256, 8);
    final MemorySegment block = arena.allocate(BLOCK, 8);

    private Scratch() {}

    static Scratch get() {
        return OF_THREAD.get();
    }

    int errno() {
        return Native.errno(state);
    }

    MemorySegment name(byte[] bytes) {
        return put(name, bytes);
    }

    MemorySegment other(byte[] bytes) {
        return put(other, bytes);
    }

    private static MemorySegment put(MemorySegment into, byte[] bytes) {
        // a longer one gets the same refusal from the kernel when it is cut just above the limit
        int count = Math.min(bytes.length, TEXT - 1);
        MemorySegment.copy(bytes, 0, into, ValueLayout.JAVA_BYTE, 0, count);
        into.set(ValueLayout.JAVA_BYTE, count, (byte) 0);
        return into;
    }
}
