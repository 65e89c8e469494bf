package dev.muster.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A long line to a port of this machine: bytes take their time, and only so many fit at once.
///
/// All connections share the rate of each direction, as they do on a real line. Opening a
/// connection costs a round trip too.
final class SlowLink implements AutoCloseable {
    private static final int PIECE = 64 << 10;

    /// Pieces of one connection on their way: more than a round trip's worth of a fast line.
    private static final int ON_THE_WAY = 256;

    private final ServerSocket listening;
    private final int target;
    private final long oneWay;
    private final Lane up;
    private final Lane down;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /// @param target the port that it leads to
    /// @param roundTrip what an answer takes at least
    /// @param bitsPerSecond of each direction
    SlowLink(int target, Duration roundTrip, long bitsPerSecond) throws IOException {
        this.target = target;
        this.oneWay = roundTrip.toNanos() / 2;
        this.up = new Lane(bitsPerSecond);
        this.down = new Lane(bitsPerSecond);
        this.listening = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("slow-link").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /// Bytes that went towards the target, and back.
    long sent() {
        return up.bytes.get();
    }

    long received() {
        return down.bytes.get();
    }

    /// One direction of the line.
    private static final class Lane {
        private final double nanosPerByte;
        private final AtomicLong bytes = new AtomicLong();
        private long freeAt = System.nanoTime();

        Lane(long bitsPerSecond) {
            this.nanosPerByte = 8e9 / bitsPerSecond;
        }

        /// When the last of these bytes is on the line.
        synchronized long book(int count) {
            bytes.addAndGet(count);
            long begin = Math.max(freeAt, System.nanoTime());
            freeAt = begin + (long) (count * nanosPerByte);
            return freeAt;
        }
    }

    /// Some bytes and when they arrive; the last one of a connection is empty.
    private record Piece(ByteBuffer bytes, long arrives) {}

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Thread.ofPlatform().daemon().name("slow-link-open").start(() -> connect(client));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        try {
            LockSupport.parkNanos(2 * oneWay);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
            carry(client, server, up);
            carry(server, client, down);
        } catch (IOException broken) {
            close(client);
            close(server);
        }
    }

    private void carry(Socket from, Socket to, Lane lane) {
        BlockingQueue<Piece> line = new ArrayBlockingQueue<>(ON_THE_WAY);
        Thread.ofPlatform().daemon().name("slow-link-in").start(() -> take(from, line, lane));
        Thread.ofPlatform().daemon().name("slow-link-out").start(() -> give(line, from, to));
    }

    private void take(Socket from, BlockingQueue<Piece> line, Lane lane) {
        byte[] buffer = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                long sent = lane.book(count);
                line.put(new Piece(ByteBuffer.wrap(Arrays.copyOf(buffer, count)), sent + oneWay));
                // who writes is slowed down as soon as the line is full
                waitUntil(sent - TimeUnit.MILLISECONDS.toNanos(2));
            }
        } catch (IOException broken) {
            close(from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(line);
    }

    private static void end(BlockingQueue<Piece> line) {
        try {
            line.put(new Piece(ByteBuffer.allocate(0), System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void give(BlockingQueue<Piece> line, Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Piece next = line.take(); next.bytes().hasRemaining(); next = line.take()) {
                waitUntil(next.arrives());
                out.write(next.bytes().array());
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            close(from);
            close(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void waitUntil(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(this::close);
    }
}
