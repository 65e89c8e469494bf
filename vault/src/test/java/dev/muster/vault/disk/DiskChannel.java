package dev.muster.vault.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// An open file of a [SimulatedDisk].
final class DiskChannel extends FileChannel {
    private final SimulatedDisk disk;
    private final Path path;
    private final DiskNode node;
    private long position;
    private boolean locking;

    DiskChannel(SimulatedDisk disk, Path path, DiskNode node) {
        this.disk = disk;
        this.path = path;
        this.node = node;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        int count = read(to, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(ByteBuffer to, long from) throws IOException {
        return disk.call(
                SimulatedDisk.Call.READ,
                path,
                () -> {
                    int count = (int) Math.min(to.remaining(), node.bytes.length - from);
                    if (count <= 0) {
                        return to.hasRemaining() ? -1 : 0;
                    }
                    to.put(node.bytes, (int) from, count);
                    return count;
                });
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = write(from, position);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer from, long to) throws IOException {
        return disk.call(
                SimulatedDisk.Call.WRITE,
                path,
                () -> put(from, (int) to, from.remaining()),
                () -> put(from, (int) to, from.remaining() / 2));
    }

    private int put(ByteBuffer from, int to, int count) {
        byte[] bytes = Arrays.copyOf(node.bytes, Math.max(node.bytes.length, to + count));
        from.get(bytes, to, count);
        node.bytes = bytes;
        node.modified = disk.now();
        return count;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        disk.call(
                SimulatedDisk.Call.SYNC,
                path,
                () -> {
                    node.sync();
                    return node;
                },
                () -> {
                    node.failSync();
                    return node;
                });
    }

    @Override
    public long size() {
        return node.bytes.length;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.call(
                SimulatedDisk.Call.WRITE,
                path,
                () -> {
                    if (size < node.bytes.length) {
                        node.bytes = Arrays.copyOf(node.bytes, (int) size);
                    }
                    return node;
                });
        return this;
    }

    /// Really mapped: what is written through it is found again when the disk is forked.
    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) throws IOException {
        Path real = node.mapped;
        if (real == null || mode == MapMode.READ_ONLY) {
            real = Files.createTempFile(disk.mappings(), "mapped", "");
            Files.write(real, node.bytes);
        }
        if (mode == MapMode.READ_WRITE) {
            node.mapped = real;
        }
        try (FileChannel file =
                FileChannel.open(real, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return file.map(mode, from, size);
        } finally {
            if (mode == MapMode.READ_ONLY) {
                Files.delete(real);
            }
        }
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        if (node.locked) {
            return null;
        }
        node.locked = true;
        locking = true;
        return new FileLock(this, 0, 1, false) {
            private boolean valid = true;

            @Override
            public boolean isValid() {
                return valid;
            }

            @Override
            public void release() {
                valid = false;
                node.locked = false;
                locking = false;
            }
        };
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void implCloseChannel() {
        if (locking) {
            node.locked = false;
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long read(ByteBuffer[] to, int from, int count) throws IOException {
        long all = 0;
        for (int i = from; i < from + count; i++) {
            all += Math.max(0, read(to[i]));
        }
        return all;
    }

    @Override
    public long write(ByteBuffer[] from, int first, int count) throws IOException {
        long all = 0;
        for (int i = first; i < first + count; i++) {
            all += write(from[i]);
        }
        return all;
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) {
        throw new UnsupportedOperationException();
    }
}
