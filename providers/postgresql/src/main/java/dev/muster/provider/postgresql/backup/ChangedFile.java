package dev.muster.provider.postgresql.backup;

import dev.muster.provider.BackupWriter.FileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

/// Makes a file whole from the blocks that changed and from what it was in the backup before.
///
/// The layout is that of PostgreSQL 17 and 18 (`basebackup_incremental.c`): a magic number, how
/// many blocks follow, to which length in blocks the file was cut at least once, the blocks'
/// numbers in rising order, filler up to the size of a block if there are any, and the blocks. A
/// block that neither came nor was there before was added and never written: zeros.
final class ChangedFile {
    private static final int MAGIC = 0xd3ae1f0d;
    private static final int HEAD = 12;

    /// More than any file of a table that could be compiled for.
    private static final int MOST_BLOCKS = 1 << 26;

    private final String path;
    private final FileWriter file;
    private final int block;
    private final long before;
    private final LongConsumer kept;
    private ByteBuffer head = ByteBuffer.allocate(HEAD);
    private int[] changed = new int[0];
    private boolean numbersRead;
    private int filler;
    private long least;
    private int index;
    private int inBlock;
    private long next;

    /// @param before how many bytes the file had in the backup before
    /// @param kept hears how many bytes were taken over from there
    ChangedFile(String path, FileWriter file, int block, long before, LongConsumer kept) {
        this.path = path;
        this.file = file;
        this.block = block;
        this.before = before / block;
        this.kept = kept;
    }

    void take(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (!numbersRead) {
                takeHead(bytes);
            } else if (filler > 0) {
                int count = Math.min(filler, bytes.remaining());
                bytes.position(bytes.position() + count);
                filler -= count;
            } else {
                takeBlock(bytes);
            }
        }
    }

    /// @return the bytes of the whole file
    long end() throws IOException {
        if (!numbersRead || filler > 0 || index < changed.length || inBlock > 0) {
            throw new IOException("the changes of " + path + " break off");
        }
        fill(Math.max(least, next));
        return next * block;
    }

    private void takeHead(ByteBuffer bytes) throws IOException {
        int count = Math.min(head.remaining(), bytes.remaining());
        head.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        if (head.hasRemaining()) {
            return;
        }
        head.flip();
        if (head.limit() == HEAD) {
            begin();
        } else {
            readNumbers();
        }
    }

    private void begin() throws IOException {
        head.order(ByteOrder.LITTLE_ENDIAN);
        if (head.getInt(0) != MAGIC) {
            head.order(ByteOrder.BIG_ENDIAN);
        }
        int count = head.getInt(4);
        least = Integer.toUnsignedLong(head.getInt(8));
        if (head.getInt(0) != MAGIC || count < 0 || count > MOST_BLOCKS || least > MOST_BLOCKS) {
            throw new IOException("these are no changes of " + path);
        }
        if (count == 0) {
            numbersRead = true;
            return;
        }
        ByteBuffer whole = ByteBuffer.allocate(HEAD + 4 * count).order(head.order());
        head = whole.put(head);
    }

    private void readNumbers() throws IOException {
        changed = new int[head.limit() / 4 - HEAD / 4];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = head.getInt(HEAD + 4 * i);
            if (changed[i] < 0
                    || changed[i] > MOST_BLOCKS
                    || (i > 0 && changed[i] <= changed[i - 1])) {
                throw new IOException("the changes of " + path + " are out of order");
            }
        }
        filler = Math.floorMod(-head.limit(), block);
        numbersRead = true;
    }

    private void takeBlock(ByteBuffer bytes) throws IOException {
        if (index == changed.length) {
            throw new IOException("more than the changes of " + path);
        }
        if (inBlock == 0) {
            fill(changed[index]);
        }
        int count = Math.min(block - inBlock, bytes.remaining());
        file.write(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        inBlock += count;
        if (inBlock == block) {
            inBlock = 0;
            index++;
            next++;
        }
    }

    /// Goes on to a block without any that came.
    private void fill(long to) {
        long old = Math.min(to, before) - next;
        if (old > 0) {
            file.keep(old * block);
            kept.accept(old * block);
            next += old;
        }
        if (next < to) {
            file.hole((to - next) * block);
            next = to;
        }
    }
}
