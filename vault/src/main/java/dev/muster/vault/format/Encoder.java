package dev.muster.vault.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Writes the primitives of the format into a growing array.
public final class Encoder {
    private byte[] buffer;
    private int length;

    public Encoder() {
        this(256);
    }

    public Encoder(int capacity) {
        buffer = new byte[capacity];
    }

    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    public Encoder u8(int value) {
        room(1);
        buffer[length++] = (byte) value;
        return this;
    }

    public Encoder u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    public Encoder u32(long value) {
        return u16((int) (value >>> 16)).u16((int) value);
    }

    public Encoder u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    public Encoder varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            u8((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    public Encoder raw(byte[] value) {
        return raw(value, 0, value.length);
    }

    public Encoder raw(byte[] value, int from, int count) {
        room(count);
        System.arraycopy(value, from, buffer, length, count);
        length += count;
        return this;
    }

    public Encoder bytes(byte[] value) {
        return varint(value.length).raw(value);
    }

    public Encoder text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public Encoder time(Instant value) {
        return u64(value.getEpochSecond()).u32(value.getNano());
    }

    public Encoder hash(ObjectHash value) {
        return u64(value.a()).u64(value.b()).u64(value.c()).u64(value.d());
    }

    public Encoder id(ChunkId value) {
        return u64(value.high()).u64(value.middle()).u32(value.low());
    }

    private void room(int count) {
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
        }
    }
}
