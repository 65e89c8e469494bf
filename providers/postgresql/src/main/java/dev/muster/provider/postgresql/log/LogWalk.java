package dev.muster.provider.postgresql.log;

import dev.muster.provider.postgresql.kind.Lsn;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Walks over log as it streams by, record after record: checks each record's CRC, tells of those
/// that a restore can aim at, and knows where the last whole record ends.
///
/// The layout (pages of 8 KiB with a header, records aligned to 8 bytes and cut by page headers) is
/// that of PostgreSQL 14 to 18, `access/xlog_internal.h` and `access/xlogrecord.h`. A server of the
/// other byte order is not walked. Memory is bounded whatever the records hold.
public final class LogWalk {
    /// Bytes of one page of log; `wal_block_size` of every server that was not specially compiled.
    public static final int PAGE = 8192;

    private static final int SHORT_HEADER = 24;
    private static final int LONG_HEADER = 40;
    private static final int RECORD_HEADER = 24;
    private static final int CRC_AT = 20;
    private static final int INFO_AT = 2;
    private static final int ADDRESS_AT = 8;
    private static final int CONTINUES = 0x0001;
    private static final int OVERWRITES = 0x0008;

    /// As much of a record as is looked into; targets are small records.
    private static final int KEPT = 256;

    private final Segments segments;
    private final LogVisitor visitor;
    private final byte[] header = new byte[LONG_HEADER];
    private final ByteBuffer headerFields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] record = new byte[KEPT];
    private final ByteBuffer recordFields = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc = new CRC32C();

    private long position;
    private int headerRead;
    private long recordStart;
    private long recordRead;
    private long recordLength;
    private long wholeUntil;
    private long lastRecord;
    private boolean skipsSegment;
    private @Nullable String damage;

    /// @param start where a record begins, or a page or segment with one
    public LogWalk(Segments segments, long start, LogVisitor visitor) {
        this.segments = segments;
        this.visitor = visitor;
        this.position = start;
        this.wholeUntil = start;
        this.lastRecord = start;
    }

    /// Takes the bytes that follow on from the last ones.
    public void feed(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && damage == null) {
            at += step(bytes, at, end - at);
        }
        position += end - at;
    }

    /// The next record begins afresh: what was read of one that was cut by a change of timeline is
    /// forgotten.
    public void cut() {
        recordLength = 0;
        recordRead = 0;
    }

    /// Where the next byte belongs.
    public long position() {
        return position;
    }

    /// Where the last whole record ends.
    public long wholeUntil() {
        return wholeUntil;
    }

    /// Where the last whole record begins; the start of the walk before the first.
    public long lastRecord() {
        return lastRecord;
    }

    /// What is wrong with the log, and where; null while all is well.
    public @Nullable String damage() {
        return damage;
    }

    private int step(byte[] bytes, int at, int available) {
        int inPage = (int) (position & (PAGE - 1));
        int headerLength =
                segments.start(position) == position - inPage ? LONG_HEADER : SHORT_HEADER;
        if (skipsSegment) {
            return skip(available);
        }
        if (inPage < headerLength && (headerRead > 0 || inPage == 0)) {
            return readHeader(bytes, at, Math.min(available, headerLength - inPage), headerLength);
        }
        int inThisPage = Math.min(available, PAGE - inPage);
        if (recordLength == 0 && recordRead == 0 && (position & 7) != 0) {
            return move(Math.min(inThisPage, (int) (8 - (position & 7))));
        }
        return readRecord(bytes, at, inThisPage);
    }

    private int move(int count) {
        position += count;
        return count;
    }

    /// After a switch the rest of the segment is filler.
    private int skip(int available) {
        long rest = segments.start(position + segments.size() - 1) - position;
        int count = (int) Math.min(rest, available);
        position += count;
        if (segments.start(position) == position) {
            skipsSegment = false;
            wholeUntil = position;
        }
        return count;
    }

    private int readHeader(byte[] bytes, int at, int count, int headerLength) {
        System.arraycopy(bytes, at, header, headerRead, count);
        headerRead += count;
        position += count;
        if (headerRead == headerLength) {
            headerRead = 0;
            checkHeader(position - headerLength);
        }
        return count;
    }

    private void checkHeader(long page) {
        int info = Short.toUnsignedInt(headerFields.getShort(INFO_AT));
        if (headerFields.getLong(ADDRESS_AT) != page) {
            damage = "a page that belongs elsewhere at " + Lsn.text(page);
        } else if (recordRead > 0 && (info & OVERWRITES) != 0) {
            // the record was never finished: its server crashed while it wrote it
            cut();
        } else if (recordRead > 0 && (info & CONTINUES) == 0) {
            damage = "a record that breaks off at " + Lsn.text(page);
        } else if (recordRead == 0 && (info & CONTINUES) != 0) {
            damage = "the middle of a record where one should begin at " + Lsn.text(page);
        }
    }

    private int readRecord(byte[] bytes, int at, int available) {
        if (recordRead == 0) {
            recordStart = position;
            crc.reset();
        }
        if (recordLength == 0) {
            int count = (int) Math.min(available, RECORD_HEADER - recordRead);
            keep(bytes, at, count);
            if (recordRead == RECORD_HEADER) {
                begin();
            }
            return count;
        }
        int count = (int) Math.min(available, recordLength - recordRead);
        crc.update(bytes, at, count);
        keep(bytes, at, count);
        if (recordRead == recordLength && damage == null) {
            finish();
        }
        return count;
    }

    private void keep(byte[] bytes, int at, int count) {
        int room = (int) Math.max(0, Math.min(count, KEPT - recordRead));
        if (room > 0) {
            System.arraycopy(bytes, at, record, (int) recordRead, room);
        }
        recordRead += count;
        position += count;
    }

    private void begin() {
        recordLength = Integer.toUnsignedLong(recordFields.getInt(0));
        if (recordLength < RECORD_HEADER) {
            damage = "no record at " + Lsn.text(recordStart);
        } else if (recordLength == RECORD_HEADER) {
            finish();
        }
    }

    private void finish() {
        crc.update(record, 0, CRC_AT);
        if ((int) crc.getValue() != recordFields.getInt(CRC_AT)) {
            damage = "a record with a wrong checksum at " + Lsn.text(recordStart);
            return;
        }
        long end = position + 7 & -8L;
        int length = (int) Math.min(recordLength, KEPT);
        RecordReading reading = new RecordReading(recordFields, length, recordStart, end);
        skipsSegment = reading.isSwitch() && segments.start(end) != end;
        wholeUntil = skipsSegment ? segments.start(end) + segments.size() : end;
        lastRecord = recordStart;
        cut();
        reading.tell(visitor);
    }
}
