package dev.muster.provider.mariadb.binlog;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Walks through one file from its first byte, in pieces of any size, and tells of each group once
/// it is complete. Holds no more than the beginning of one event.
public final class GroupWalk extends OutputStream {
    /// What is looked into of an event; those that end a group are small.
    private static final int LOOKED_AT = 4096;

    private static final int STANDALONE = 1;

    private final Consumer<Group> found;
    private final byte[] head = new byte[LOOKED_AT];
    private long position;
    private long eventStart = Event.magic().length;
    private int kept;
    private @Nullable Event event;
    private @Nullable Open open;
    private boolean ended;
    private boolean checksums;

    /// @param found told of every complete group, in order
    public GroupWalk(Consumer<Group> found) {
        this.found = found;
    }

    private record Open(Gtid gtid, long time, long start, boolean standalone) {
        Group to(long end) {
            return new Group(gtid, time, start, end);
        }
    }

    /// Whether the server closed the file in order, so that nothing follows in it.
    public boolean isClosed() {
        return ended;
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            at += take(bytes, at, end - at);
        }
    }

    private int take(byte[] bytes, int at, int left) {
        if (position < Event.magic().length) {
            position++;
            return 1;
        }
        Event known = event;
        if (known == null) {
            int part = Math.min(Event.HEADER - kept, left);
            keep(bytes, at, part);
            if (kept == Event.HEADER) {
                event = Event.at(ByteBuffer.wrap(head));
                endIfWhole(event);
            }
            return part;
        }
        int part = (int) Math.min(eventStart + known.length() - position, left);
        keep(bytes, at, part);
        endIfWhole(known);
        return part;
    }

    private void keep(byte[] bytes, int at, int part) {
        int room = Math.min(part, LOOKED_AT - kept);
        System.arraycopy(bytes, at, head, kept, room);
        kept += room;
        position += part;
    }

    private void endIfWhole(Event known) {
        if (known.length() < Event.HEADER) {
            throw new IllegalStateException("an event of " + known.length() + " bytes");
        }
        if (position == eventStart + known.length()) {
            look(known);
            eventStart = position;
            kept = 0;
            event = null;
        }
    }

    private void look(Event known) {
        boolean follows = endsBefore(known);
        Open group = open;
        if (group != null && follows) {
            found.accept(group.to(eventStart));
            open = null;
        } else if (group != null && ends(known, group)) {
            found.accept(group.to(position));
            open = null;
        }
        switch (known.type()) {
            case Event.GTID -> open = begun(known);
            case Event.ROTATE, Event.STOP -> ended = true;
            case Event.FORMAT -> checksums = Event.hasChecksums(Arrays.copyOf(head, kept));
            default -> {
                // of no meaning for groups
            }
        }
    }

    private static boolean endsBefore(Event known) {
        return switch (known.type()) {
            case Event.GTID, Event.ROTATE, Event.STOP -> true;
            default -> false;
        };
    }

    private Open begun(Event known) {
        ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        in.position(Event.HEADER);
        long sequence = in.getLong();
        long domain = Integer.toUnsignedLong(in.getInt());
        boolean standalone = (in.get() & STANDALONE) != 0;
        return new Open(
                new Gtid(domain, known.server(), sequence), known.time(), eventStart, standalone);
    }

    private boolean ends(Event known, Open group) {
        if (group.standalone()) {
            return switch (known.type()) {
                case Event.INTVAR, Event.RAND, Event.USER_VAR, Event.ANNOTATE, Event.TABLE_MAP ->
                        false;
                default -> true;
            };
        }
        return switch (known.type()) {
            case Event.XID, Event.XA_PREPARE -> true;
            case Event.QUERY -> statement(known).filter(GroupWalk::isEnd).isPresent();
            default -> false;
        };
    }

    private static boolean isEnd(String statement) {
        return statement.equals("COMMIT")
                || statement.equals("ROLLBACK")
                || statement.startsWith("XA COMMIT")
                || statement.startsWith("XA ROLLBACK");
    }

    private Optional<String> statement(Event known) {
        if (known.length() > LOOKED_AT) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int database = Byte.toUnsignedInt(in.get(Event.HEADER + 8));
        int status = Short.toUnsignedInt(in.getShort(Event.HEADER + 11));
        int from = Event.HEADER + 13 + status + database + 1;
        int to = kept - (checksums ? Event.CHECKSUM : 0);
        return from > to
                ? Optional.empty()
                : Optional.of(new String(head, from, to - from, StandardCharsets.UTF_8));
    }
}
