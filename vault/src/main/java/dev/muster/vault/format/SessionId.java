package dev.muster.vault.format;

import java.util.HexFormat;

/// The random number of a writer's session.
public record SessionId(long high, long low) {
    public static final int BYTES = 16;

    public static SessionId read(Decoder in) {
        return new SessionId(in.u64(), in.u64());
    }

    public static boolean isSession(String hex) {
        return hex.matches("[0-9a-f]{32}");
    }

    /// @param hex 32 hex digits
    public static SessionId parse(String hex) {
        return read(new Decoder("session", HexFormat.of().parseHex(hex)));
    }

    public byte[] toBytes() {
        return new Encoder(BYTES).u64(high).u64(low).toBytes();
    }

    /// 32 hex digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
