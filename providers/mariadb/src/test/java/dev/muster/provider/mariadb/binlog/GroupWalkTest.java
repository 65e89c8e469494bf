package dev.muster.provider.mariadb.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class GroupWalkTest {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    GroupWalkTest() {
        file.writeBytes(Event.magic());
        byte[] format = new byte[2 + 50 + 4 + 1 + 165 + 1];
        format[format.length - 1] = 1;
        event(Event.FORMAT, format);
    }

    private long event(int type, byte[] body) {
        int length = Event.HEADER + body.length + Event.CHECKSUM;
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(1_700_000_000).put((byte) type).putInt(11).putInt(length);
        bytes.putInt(file.size() + length).putShort((short) 0).put(body);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, bytes.position());
        bytes.putInt((int) crc.getValue());
        file.writeBytes(bytes.array());
        return file.size();
    }

    private long gtid(long sequence, boolean standalone) {
        ByteBuffer body = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        body.putLong(sequence).putInt(3).put((byte) (standalone ? 1 : 0));
        return event(Event.GTID, body.array());
    }

    private long query(String statement) {
        byte[] text = statement.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body =
                ByteBuffer.allocate(13 + 6 + 5 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        body.putInt(1).putInt(0).put((byte) 4).putShort((short) 0).putShort((short) 6);
        body.put(new byte[6]).put("shop\0".getBytes(StandardCharsets.UTF_8)).put(text);
        return event(Event.QUERY, body.array());
    }

    private List<Group> walk(int step) {
        List<Group> groups = new ArrayList<>();
        GroupWalk walk = new GroupWalk(groups::add);
        byte[] bytes = file.toByteArray();
        for (int at = 0; at < bytes.length; at += step) {
            walk.write(bytes, at, Math.min(step, bytes.length - at));
        }
        closed = walk.isClosed();
        return groups;
    }

    private boolean closed;

    @Test
    void aTransactionEndsWithItsCommitAndAStatementThatStandsAloneWithItself() {
        long first = file.size();
        gtid(1, false);
        query("BEGIN-like statement that is no end: COMMIT");
        event(Event.TABLE_MAP, new byte[40]);
        event(23, new byte[9_000]);
        long firstEnd = event(Event.XID, new byte[8]);
        gtid(2, true);
        long secondEnd = query("CREATE TABLE t (a INT)");
        gtid(3, false);
        event(23, new byte[10]);
        long thirdEnd = query("COMMIT");
        event(Event.CHECKPOINT, new byte[12]);

        List<Group> groups = walk(Integer.MAX_VALUE / 2);

        assertThat(groups).extracting(Group::end).containsExactly(firstEnd, secondEnd, thirdEnd);
        assertThat(groups.getFirst().start()).isEqualTo(first);
        assertThat(groups.getFirst().gtid()).hasToString("3-11-1");
        assertThat(groups.getFirst().time()).isEqualTo(1_700_000_000L);
        assertThat(closed).isFalse();
    }

    @Test
    void whatIsCutOffIsNoTransaction() {
        gtid(1, false);
        event(23, new byte[100]);

        assertThat(walk(7)).isEmpty();
    }

    @Test
    void aKindOfEventThatNobodyKnowsEndsNothing() {
        gtid(1, false);
        event(222, new byte[5_000]);
        long end = event(Event.XID, new byte[8]);
        event(Event.ROTATE, new byte[20]);

        assertThat(walk(100)).extracting(Group::end).containsExactly(end);
        assertThat(closed).isTrue();
    }

    @Test
    void piecesOfAnySizeGiveTheSame() {
        long seed = Long.getLong("MUSTER_SEED", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 1; i <= 30; i++) {
            gtid(i, i % 3 == 0);
            if (i % 3 == 0) {
                query("DROP TABLE t" + i);
            } else {
                event(23, new byte[random.nextInt(6_000)]);
                event(Event.XID, new byte[8]);
            }
        }
        List<Group> whole = walk(Integer.MAX_VALUE / 2);
        assertThat(whole).hasSize(30);
        for (int i = 0; i < 20; i++) {
            int step = 1 + random.nextInt(5_000);
            assertThat(walk(step)).as("seed " + seed + ", step " + step).isEqualTo(whole);
        }
    }

    @Test
    void aFileIsTheSameWhateverADumpChangesInItsFirstEvent() {
        byte[] format = new byte[260];
        new Random(1).nextBytes(format);
        byte[] dumped = format.clone();
        dumped[13] = 0;
        dumped[17] ^= 1;
        dumped[71] = 0;
        dumped[259] ^= 1;
        byte[] other = format.clone();
        other[0] ^= 1;

        assertThat(Event.identity(dumped)).isEqualTo(Event.identity(format));
        assertThat(Event.identity(other)).isNotEqualTo(Event.identity(format));
    }

    @Test
    void positionsOfManyDomainsAreCompared() {
        assertThat(Gtid.reaches(Gtid.position("0-1-5,2-3-9"), Gtid.position("2-1-9"))).isTrue();
        assertThat(Gtid.reaches(Gtid.position("0-1-5"), Gtid.position("0-1-6"))).isFalse();
        assertThat(Gtid.reaches(Gtid.position("0-1-5"), Gtid.position("0-1-5,1-1-1"))).isFalse();
        assertThat(Gtid.text(Gtid.position("2-1-9,\n0-1-5"))).isEqualTo("0-1-5,2-1-9");
    }

    @Test
    void linesAndHistoriesAreReadBack() {
        BinlogFile file7 = new BinlogFile("mariadb-bin.000007", "0123456789abcdef");
        assertThat(BinlogFile.of(file7.line())).contains(file7);
        assertThat(BinlogFile.of("no-binlog")).isEmpty();
        Predecessor before = new Predecessor(file7.at(1234));
        assertThat(Predecessor.parse(before.content())).contains(before);
        assertThat(Predecessor.fileOf(Predecessor.nameOf(file7))).isEqualTo(file7.line());
        assertThat(Predecessor.parse(new byte[0])).isEmpty();
    }
}
