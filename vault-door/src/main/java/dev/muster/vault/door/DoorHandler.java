package dev.muster.vault.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.ObjectNames;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.VaultStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Answers one request: who comes, what for, and whether that is allowed, before anything is read.
final class DoorHandler implements HttpHandler {
    private static final String BEARER = "Bearer ";

    /// What is mapped and not read: mappings are given back late.
    private static final int SMALL = 1 << 20;

    private static final Pattern NAMED = Pattern.compile("(packs|index)/.*/[0-9a-f]{64}");

    private final VaultStore store;
    private final Mounted mounted;
    private final DoorTokens tokens;
    private final DoorFolder folder;

    DoorHandler(DoorRooms rooms, DoorTokens tokens, DoorFolder folder) {
        this.store = rooms.store();
        this.mounted = rooms.mounted();
        this.tokens = tokens;
        this.folder = folder;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange);
            } catch (Refusal e) {
                if (e.status() != Words.UNKNOWN) {
                    hearOut(exchange);
                }
                refuse(exchange, e.status(), String.valueOf(e.getMessage()));
            } catch (MusterException e) {
                refuse(exchange, status(e), e.getMessage());
            } catch (IllegalArgumentException e) {
                refuse(exchange, Words.MALFORMED, String.valueOf(e.getMessage()));
            }
        }
    }

    /// Else a visitor in the middle of a body sees a broken line and not the answer.
    private static void hearOut(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    }

    private static int status(MusterException e) {
        if (e.code().equals(VaultErrors.NO_SPACE)) {
            return Words.NO_SPACE;
        }
        return e.code().equals(VaultErrors.UNREACHABLE) ? Words.UNREACHABLE : Words.FAILED;
    }

    private void answer(HttpExchange exchange) throws IOException, Refusal {
        String shown = header(exchange, "Authorization").orElse("");
        Visitor visitor =
                Optional.of(shown)
                        .filter(it -> it.startsWith(BEARER))
                        .flatMap(it -> tokens.visitor(it.substring(BEARER.length())))
                        .orElseThrow(() -> new Refusal(Words.UNKNOWN, "the token is not known"));
        boolean reads = exchange.getRequestMethod().equals("GET");
        if (!reads && exchange.getRequestURI().getRawQuery() != null) {
            throw new Refusal(Words.MALFORMED, "only a read is asked for in parts");
        }
        String path = exchange.getRequestURI().getRawPath();
        if (path.startsWith(Words.OBJECTS)) {
            object(exchange, visitor, name(path.substring(Words.OBJECTS.length())));
        } else if (path.startsWith(Words.LIST)) {
            list(exchange, prefix(path.substring(Words.LIST.length())));
        } else if (path.startsWith(Words.ASIDE)) {
            String name = name(path.substring(Words.ASIDE.length()));
            clean(exchange, visitor, "POST", () -> store.setAside(name));
        } else if (path.equals(Words.SWEEP)) {
            clean(exchange, visitor, "POST", store::sweep);
        } else {
            throw new Refusal(Words.ABSENT, "there is nothing at this path");
        }
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static String name(String path) throws Refusal {
        String name = Words.name(path);
        if (!Words.isPath(path) || !ObjectNames.isName(name)) {
            throw new Refusal(Words.MALFORMED, "that is no name of an object");
        }
        return name;
    }

    private static String prefix(String path) throws Refusal {
        return path.isEmpty() ? "" : name(path.replaceFirst("/$", "")) + "/";
    }

    private void object(HttpExchange exchange, Visitor visitor, String name)
            throws IOException, Refusal {
        switch (exchange.getRequestMethod()) {
            case "GET" -> get(exchange, name);
            case "PUT" -> put(exchange, visitor, name);
            case "DELETE" -> clean(exchange, visitor, "DELETE", () -> store.delete(name));
            default -> throw new Refusal(Words.NO_SUCH_METHOD, "that cannot be done here");
        }
    }

    private void clean(HttpExchange exchange, Visitor visitor, String method, Runnable work)
            throws IOException, Refusal {
        if (!exchange.getRequestMethod().equals(method)) {
            throw new Refusal(Words.NO_SUCH_METHOD, "that cannot be done here");
        }
        if (!visitor.role().mayDelete()) {
            throw new Refusal(
                    Words.FORBIDDEN, visitor.name() + " may neither delete nor set aside");
        }
        mounted.require();
        work.run();
        exchange.sendResponseHeaders(Words.DONE, -1);
    }

    private void put(HttpExchange exchange, Visitor visitor, String name)
            throws IOException, Refusal {
        if (!visitor.mayAdd(name)) {
            throw new Refusal(Words.FORBIDDEN, visitor.name() + " may not add " + name);
        }
        if (!header(exchange, "If-None-Match").equals(Optional.of("*"))) {
            throw new Refusal(Words.NOT_CONDITIONAL, "nothing is replaced here");
        }
        long length = length(exchange);
        mounted.require();
        try (Body body = read(exchange, length)) {
            String hash = body.hash().hex();
            boolean named = NAMED.matcher(name).matches();
            if (!header(exchange, Words.DIGEST).equals(Optional.of(hash))
                    || (named && !name.endsWith("/" + hash))) {
                throw new Refusal(Words.OTHER_BYTES, "other bytes came than were announced");
            }
            VaultStore.Put put = store.putIfAbsent(name, body.bytes());
            exchange.sendResponseHeaders(
                    put == VaultStore.Put.STORED ? Words.STORED : Words.TAKEN, -1);
        }
    }

    private static long length(HttpExchange exchange) throws Refusal {
        String text = header(exchange, "Content-Length").orElse("");
        if (!text.matches("[0-9]{1,18}")) {
            throw new Refusal(Words.LENGTH_NEEDED, "say how long the object is");
        }
        long length = Long.parseLong(text);
        if (length > Words.LARGEST) {
            throw new Refusal(
                    Words.TOO_LARGE, length + " bytes are more than " + Words.LARGEST + " bytes");
        }
        return length;
    }

    private Body read(HttpExchange exchange, long length) throws IOException {
        try {
            return Body.read(exchange.getRequestBody(), length, folder);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No space left")) {
                throw VaultErrors.NO_SPACE.error("the server has no room for a body", "", e);
            }
            throw e;
        }
    }

    private void get(HttpExchange exchange, String name) throws IOException, Refusal {
        Map<String, Long> asked = asked(exchange);
        long from = asked.getOrDefault("from", 0L);
        long length = asked.getOrDefault("length", Long.MAX_VALUE);
        // one byte more tells whether that was all
        int first = (int) Math.min(length, SMALL + 1);
        byte[] small = store.range(name, from, first).orElseThrow(() -> absent(name));
        if (small.length <= SMALL) {
            send(exchange, ByteBuffer.wrap(small));
            return;
        }
        ByteBuffer object = store.view(name).orElseThrow(() -> absent(name));
        long count = Math.min(object.remaining() - from, length);
        send(exchange, object.slice(object.position() + (int) from, (int) count));
    }

    private static Refusal absent(String name) {
        return new Refusal(Words.ABSENT, "there is no " + name);
    }

    /// With its length, so that a line that breaks in the middle is seen.
    private static void send(HttpExchange exchange, ByteBuffer part) throws IOException {
        exchange.sendResponseHeaders(Words.OK, part.hasRemaining() ? part.remaining() : -1);
        if (part.hasRemaining()) {
            try (WritableByteChannel out = Channels.newChannel(exchange.getResponseBody())) {
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
        }
    }

    /// Numbers after the question mark.
    private static Map<String, Long> asked(HttpExchange exchange) throws Refusal {
        Map<String, Long> asked = new HashMap<>();
        String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            if (!each.matches("(from|length)=[0-9]{1,18}")) {
                throw new Refusal(Words.MALFORMED, "ask with from= and length=");
            }
            int equals = each.indexOf('=');
            asked.put(each.substring(0, equals), Long.parseLong(each.substring(equals + 1)));
        }
        return asked;
    }

    private void list(HttpExchange exchange, String prefix) throws IOException, Refusal {
        if (!exchange.getRequestMethod().equals("GET")) {
            throw new Refusal(Words.NO_SUCH_METHOD, "that cannot be done here");
        }
        List<StoredObject> objects = store.list(prefix);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (StoredObject object : objects) {
            String line = object.bytes() + " " + object.stored() + " " + object.name() + "\n";
            lines.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
        }
        lines.writeBytes((Words.END + objects.size() + "\n").getBytes(StandardCharsets.US_ASCII));
        send(exchange, ByteBuffer.wrap(lines.toByteArray()));
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        byte[] text = why.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
    }
}
