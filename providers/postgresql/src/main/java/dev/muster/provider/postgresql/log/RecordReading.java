package dev.muster.provider.postgresql.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What one record says, as far as a restore's target may depend on it.
///
/// @param fields the record's first bytes, little-endian; valid until the next record is read
/// @param length how many of them there are
record RecordReading(ByteBuffer fields, int length, long start, long end) {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int INFO_AT = 16;
    private static final int MANAGER_AT = 17;
    private static final int DATA_AT = 24;
    private static final int NAME_LENGTH = 64;

    private static final int XLOG = 0;
    private static final int XLOG_SWITCH = 0x40;
    private static final int XLOG_RESTORE_POINT = 0x70;

    private static final int XACT = 1;
    private static final int XACT_COMMIT = 0x00;
    private static final int XACT_ABORT = 0x20;
    private static final int XACT_COMMIT_PREPARED = 0x30;
    private static final int XACT_ABORT_PREPARED = 0x40;

    private static final int SHORT_DATA = 255;
    private static final int LONG_DATA = 254;
    private static final int ORIGIN = 253;
    private static final int TOP_TRANSACTION = 252;

    boolean isSwitch() {
        return manager() == XLOG && (info() & 0xF0) == XLOG_SWITCH;
    }

    void tell(LogVisitor visitor) {
        if (manager() == XLOG && (info() & 0xF0) == XLOG_RESTORE_POINT) {
            tellName(visitor);
        } else if (manager() == XACT) {
            tellEnd(visitor);
        }
    }

    private void tellName(LogVisitor visitor) {
        int data = data();
        if (data > 0) {
            byte[] name = new byte[NAME_LENGTH];
            fields.get(data + 8, name);
            int used = 0;
            while (used < name.length && name[used] != 0) {
                used++;
            }
            visitor.named(
                    start, end, new String(name, 0, used, StandardCharsets.UTF_8), time(data));
        }
    }

    private void tellEnd(LogVisitor visitor) {
        int operation = info() & 0x70;
        boolean prepared = operation == XACT_COMMIT_PREPARED || operation == XACT_ABORT_PREPARED;
        boolean committed = operation == XACT_COMMIT || operation == XACT_COMMIT_PREPARED;
        int data = data();
        if (data > 0 && (committed || prepared || operation == XACT_ABORT)) {
            long transaction = prepared ? 0 : Integer.toUnsignedLong(fields.getInt(4));
            visitor.ended(start, end, transaction, time(data), committed);
        }
    }

    private int info() {
        return Byte.toUnsignedInt(fields.get(INFO_AT));
    }

    private int manager() {
        return Byte.toUnsignedInt(fields.get(MANAGER_AT));
    }

    private Instant time(int data) {
        return EPOCH.plus(fields.getLong(data), ChronoUnit.MICROS);
    }

    /// Where the record's own data begins, behind the small headers that name it; 0 if it has none
    /// or refers to pages, which the records looked for do not.
    private int data() {
        int at = DATA_AT;
        while (at < length) {
            switch (Byte.toUnsignedInt(fields.get(at))) {
                case ORIGIN -> at += 3;
                case TOP_TRANSACTION -> at += 5;
                case SHORT_DATA -> {
                    return at + 2;
                }
                case LONG_DATA -> {
                    return at + 5;
                }
                default -> {
                    return 0;
                }
            }
        }
        return 0;
    }
}
