package dev.muster.model.ssh;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The binary form of SSH (RFC 4251): numbers of four bytes, texts with their length before them.
/// What is read comes from anybody, so every length is compared with what is there.
final class Wire {
    private final ByteBuffer bytes;

    Wire(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /// @throws IllegalArgumentException if there are not so many bytes
    byte[] take(int count) {
        if (count < 0 || count > bytes.remaining()) {
            throw new IllegalArgumentException("it ends too early");
        }
        byte[] taken = new byte[count];
        bytes.get(taken);
        return taken;
    }

    int number() {
        try {
            return bytes.getInt();
        } catch (BufferUnderflowException short4) {
            throw new IllegalArgumentException("it ends too early", short4);
        }
    }

    byte[] string() {
        return take(number());
    }

    String text() {
        return new String(string(), StandardCharsets.US_ASCII);
    }

    /// A whole number that is not negative.
    BigInteger integer() {
        byte[] value = string();
        if (value.length > 0 && value[0] < 0) {
            throw new IllegalArgumentException("it holds a negative number");
        }
        return value.length == 0 ? BigInteger.ZERO : new BigInteger(value);
    }

    /// @throws IllegalArgumentException if there is more
    void end() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException("it is longer than it says");
        }
    }

    static byte[] join(byte[] magic, byte[]... strings) {
        int length = magic.length + Arrays.stream(strings).mapToInt(s -> 4 + s.length).sum();
        ByteBuffer joined = ByteBuffer.allocate(length).put(magic);
        for (byte[] string : strings) {
            joined.putInt(string.length).put(string);
        }
        return joined.array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
