package dev.muster.provider.mariadb.binlog;

import dev.muster.model.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/// The header of an event, and how to read what follows it.
///
/// @param time seconds since 1970, by the server's clock
/// @param type what it is; types that are not known here are kept all the same
/// @param server who wrote it first
/// @param length of the whole event
/// @param next where the event after it begins, as an unsigned number of 32 bits; 0 for one that
///   stands in no file
/// @param flags of the event
public record Event(long time, int type, long server, long length, long next, int flags) {
    public static final int HEADER = 19;
    public static final int CHECKSUM = 4;

    public static final int QUERY = 2;
    public static final int STOP = 3;
    public static final int ROTATE = 4;
    public static final int INTVAR = 5;
    public static final int RAND = 13;
    public static final int USER_VAR = 14;
    public static final int FORMAT = 15;
    public static final int XID = 16;
    public static final int TABLE_MAP = 19;
    public static final int HEARTBEAT = 27;
    public static final int XA_PREPARE = 38;
    public static final int ANNOTATE = 160;
    public static final int CHECKPOINT = 161;
    public static final int GTID = 162;
    public static final int GTID_LIST = 163;
    public static final int QUERY_COMPRESSED = 165;

    private static final int ARTIFICIAL = 0x20;
    private static final int FLAGS_AT = 17;

    /// Version, server's version, and the moment of its start, which a dump leaves out at times.
    private static final int CREATED_AT = HEADER + 2 + 50;

    /// How a file begins.
    public static byte[] magic() {
        return new byte[] {(byte) 0xfe, 'b', 'i', 'n'};
    }

    /// Reads a header from the buffer's position on, without moving it.
    public static Event at(ByteBuffer bytes) {
        ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return new Event(
                Integer.toUnsignedLong(in.getInt()),
                Byte.toUnsignedInt(in.get()),
                Integer.toUnsignedLong(in.getInt()),
                Integer.toUnsignedLong(in.getInt()),
                Integer.toUnsignedLong(in.getInt()),
                Short.toUnsignedInt(in.getShort()));
    }

    /// Whether the server made it up for whoever listens; it stands in no file.
    public boolean isArtificial() {
        return (flags & ARTIFICIAL) != 0 || type == HEARTBEAT;
    }

    /// Whether the events after this format description end with a checksum.
    public static boolean hasChecksums(byte[] format) {
        return format[format.length - CHECKSUM - 1] == 1;
    }

    /// Whether the last bytes are the checksum of all before.
    public static boolean isWhole(byte[] event) {
        CRC32 crc = new CRC32();
        crc.update(event, 0, event.length - CHECKSUM);
        int kept =
                ByteBuffer.wrap(event)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(event.length - CHECKSUM);
        return (int) crc.getValue() == kept;
    }

    /// What tells one file from all others: its format description without what a dump changes in
    /// it, which are its flags, its position and the moment of the server's start.
    public static String identity(byte[] format) {
        byte[] same = Arrays.copyOf(format, format.length - CHECKSUM);
        Arrays.fill(same, FLAGS_AT - 4, FLAGS_AT + 2, (byte) 0);
        Arrays.fill(same, CREATED_AT, CREATED_AT + 4, (byte) 0);
        return Digest.of(same).hex().substring(0, 16);
    }

    /// Which file comes next, as a rotation says.
    public static String rotatesTo(byte[] event, boolean checksums) {
        int end = event.length - (checksums ? CHECKSUM : 0);
        return new String(event, HEADER + 8, end - HEADER - 8, StandardCharsets.UTF_8);
    }
}
