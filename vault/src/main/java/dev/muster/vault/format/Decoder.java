package dev.muster.vault.format;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;

/// Reads the primitives of the format; whatever does not follow it is [VaultErrors#MALFORMED].
public final class Decoder {
    private final String what;
    private final byte[] buffer;
    private final int end;
    private int at;

    /// @param what names the object in errors
    public Decoder(String what, byte[] buffer) {
        this(what, buffer, 0, buffer.length);
    }

    public Decoder(String what, byte[] buffer, int from, int end) {
        this.what = what;
        this.buffer = buffer;
        this.at = from;
        this.end = end;
    }

    public int position() {
        return at;
    }

    public int remaining() {
        return end - at;
    }

    public int u8() {
        need(1);
        return buffer[at++] & 0xff;
    }

    public int u16() {
        return u8() << 8 | u8();
    }

    public long u32() {
        return (long) u16() << 16 | u16();
    }

    public long u64() {
        return u32() << 32 | u32();
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if ((next == 0 && shift > 0) || (shift == 63 && next > 1)) {
                    throw malformed("a number is not in its shortest form");
                }
                return value;
            }
        }
        throw malformed("a number is too long");
    }

    /// A number of things that each take at least `least` bytes of what is left.
    public int count(int least) {
        long value = varint();
        if (value < 0 || value > remaining() / Math.max(1, least)) {
            throw malformed("a count of " + Long.toUnsignedString(value) + " is too large");
        }
        return (int) value;
    }

    /// A number from 0 to `most`.
    public int upTo(int most) {
        long value = varint();
        if (value < 0 || value > most) {
            throw malformed(
                    "a number of " + Long.toUnsignedString(value) + " is above its limit " + most);
        }
        return (int) value;
    }

    /// An unsigned 32-bit number that must fit a Java int.
    public int int32() {
        long value = u32();
        if (value > Integer.MAX_VALUE) {
            throw malformed("a size of " + value + " is too large");
        }
        return (int) value;
    }

    /// A varint that is 0 or more as a signed number.
    public long size() {
        long value = varint();
        if (value < 0) {
            throw malformed("a size is too large");
        }
        return value;
    }

    public byte[] raw(int count) {
        need(count);
        at += count;
        return Arrays.copyOfRange(buffer, at - count, at);
    }

    public byte[] bytes() {
        return raw(count(1));
    }

    public String text() {
        byte[] utf8 = bytes();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw malformed("a text is not UTF-8");
        }
    }

    public Instant time() {
        long seconds = u64();
        long nanos = u32();
        try {
            if (nanos < 1_000_000_000) {
                return Instant.ofEpochSecond(seconds, nanos);
            }
        } catch (DateTimeException e) {
            throw malformed("a time is out of range");
        }
        throw malformed("a time is out of range");
    }

    public ObjectHash hash() {
        return new ObjectHash(u64(), u64(), u64(), u64());
    }

    public ChunkId id() {
        return new ChunkId(u64(), u64(), (int) u32());
    }

    public void end() {
        if (at != end) {
            throw malformed((end - at) + " bytes are left over");
        }
    }

    /// A value made of what was read; one that its own rules refuse is malformed.
    public <T> T valid(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    public MusterException malformed(String why) {
        return VaultErrors.MALFORMED.error(what + ": " + why + ", at byte " + at, "");
    }

    private void need(int count) {
        if (count < 0 || end - at < count) {
            throw malformed("it ends too early");
        }
    }
}
