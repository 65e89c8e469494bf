package dev.muster.vault.s3;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A line to an HTTP server that writes down what passes, and breaks as it is told.
public final class BadLine implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Rule rule = request -> new Pass();

    /// A request that came by.
    public record Seen(String method, String path) {
        public boolean is(String verb, String part) {
            return method.equals(verb) && path.contains(part);
        }
    }

    /// Decides about each request in the order in which they come.
    @FunctionalInterface
    public interface Rule {
        Fate of(Seen request);
    }

    /// What becomes of a request.
    public sealed interface Fate {}

    public record Pass() implements Fate {}

    /// It passes without a header.
    public record Without(String header) implements Fate {}

    /// Nothing reaches the server; the line breaks.
    public record Drop() implements Fate {}

    /// The server gets half of the body; the line breaks.
    public record CutBody() implements Fate {}

    /// The server does it; the reply is lost.
    public record LoseReply() implements Fate {}

    /// The reply ends after some bytes of its body.
    public record CutReply(int bytes) implements Fate {}

    /// Nothing reaches the server, and no reply ever comes.
    public record Silence() implements Fate {}

    /// The line answers itself.
    public record Answer(int status, String code, String message, List<String> headers)
            implements Fate {
        public Answer(int status, String code) {
            this(status, code, "no", List.of());
        }
    }

    public BadLine(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public void rule(Rule next) {
        rule = next;
    }

    /// The given fates for the first requests of a method, one each; then all pass.
    public void first(String method, Fate... fates) {
        List<Fate> left = new ArrayList<>(List.of(fates));
        rule =
                request -> {
                    synchronized (left) {
                        return request.method().equals(method) && !left.isEmpty()
                                ? left.removeFirst()
                                : new Pass();
                    }
                };
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public long count(String method) {
        return seen.stream().filter(it -> it.method().equals(method)).count();
    }

    public void forget() {
        seen.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client;
                Socket server = new Socket()) {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            InputStream fromClient = new BufferedInputStream(client.getInputStream(), 1 << 16);
            InputStream fromServer = new BufferedInputStream(server.getInputStream(), 1 << 16);
            boolean goesOn = true;
            while (goesOn) {
                goesOn = exchange(fromClient, client.getOutputStream(), fromServer, server);
            }
        } catch (IOException broken) {
            return;
        } finally {
            open.remove(client);
        }
    }

    private boolean exchange(
            InputStream fromClient, OutputStream toClient, InputStream fromServer, Socket server)
            throws IOException {
        Head head = Head.read(fromClient);
        Seen request = new Seen(head.word(0), head.word(1));
        seen.add(request);
        if (head.value("expect").equals("100-continue")) {
            toClient.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            toClient.flush();
            head = head.without("expect");
        }
        OutputStream toServer = server.getOutputStream();
        Fate fate = rule.of(request);
        switch (fate) {
            case Drop() -> {
                return false;
            }
            case Silence() -> {
                fromClient.transferTo(OutputStream.nullOutputStream());
                return false;
            }
            case Answer answer -> {
                body(fromClient, OutputStream.nullOutputStream(), head, Long.MAX_VALUE);
                toClient.write(text(answer, request.method().equals("HEAD")));
                toClient.flush();
                return true;
            }
            case CutBody() -> {
                toServer.write(head.bytes());
                body(fromClient, toServer, head, head.length() / 2);
                toServer.flush();
                return false;
            }
            case Without(String header) -> head = head.without(header);
            case Pass(), LoseReply(), CutReply(int _) -> {}
        }
        toServer.write(head.bytes());
        body(fromClient, toServer, head, Long.MAX_VALUE);
        toServer.flush();
        return reply(fate, request, fromServer, toClient);
    }

    private static boolean reply(
            Fate fate, Seen request, InputStream fromServer, OutputStream toClient)
            throws IOException {
        Head head = Head.read(fromServer);
        boolean bodiless =
                request.method().equals("HEAD")
                        || head.word(1).equals("204")
                        || head.word(1).equals("304");
        boolean lost = fate instanceof LoseReply;
        OutputStream out = lost ? OutputStream.nullOutputStream() : toClient;
        long limit = fate instanceof CutReply(int bytes) ? bytes : Long.MAX_VALUE;
        out.write(head.bytes());
        if (!bodiless) {
            body(fromServer, out, head, limit);
        }
        out.flush();
        return !lost && limit == Long.MAX_VALUE && !head.value("connection").equals("close");
    }

    private static byte[] text(Answer answer, boolean head) {
        String body =
                head
                        ? ""
                        : "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                                .formatted(answer.code(), answer.message());
        StringBuilder text = new StringBuilder("HTTP/1.1 " + answer.status() + " No\r\n");
        answer.headers().forEach(header -> text.append(header).append("\r\n"));
        return text.append("Content-Type: application/xml\r\nContent-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void body(InputStream in, OutputStream out, Head head, long limit)
            throws IOException {
        if (head.value("transfer-encoding").equals("chunked")) {
            long size;
            do {
                byte[] line = line(in);
                out.write(line);
                size = Long.parseLong(ascii(line).split(";")[0].strip(), 16);
                copy(in, out, size, limit);
                out.write(line(in));
            } while (size > 0);
        } else {
            copy(in, out, head.length(), limit);
        }
    }

    private static void copy(InputStream in, OutputStream out, long length, long limit)
            throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = Math.min(length, limit);
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        do {
            next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        } while (next != '\n');
        return line.toByteArray();
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// A head of a request or reply, line by line.
    private record Head(List<String> lines) {
        static Head read(InputStream in) throws IOException {
            List<String> lines = new ArrayList<>();
            String next = ascii(line(in)).stripTrailing();
            while (!next.isEmpty()) {
                lines.add(next);
                next = ascii(line(in)).stripTrailing();
            }
            return new Head(lines);
        }

        String word(int at) {
            return lines.getFirst().split(" ")[at];
        }

        String value(String header) {
            return lines.stream()
                    .filter(it -> it.toLowerCase(Locale.ROOT).startsWith(header + ":"))
                    .map(it -> it.substring(header.length() + 1).strip().toLowerCase(Locale.ROOT))
                    .findFirst()
                    .orElse("");
        }

        long length() {
            String length = value("content-length");
            return length.isEmpty() ? 0 : Long.parseLong(length);
        }

        Head without(String header) {
            return new Head(
                    lines.stream()
                            .filter(it ->
                                    !it.toLowerCase(Locale.ROOT)
                                            .startsWith(header.toLowerCase(Locale.ROOT) + ":"))
                            .toList());
        }

        byte[] bytes() {
            return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
