package dev.muster.provider.redis;

import dev.muster.provider.redis.source.RedisConnection;
import dev.muster.provider.redis.source.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Writes of all kinds, drawn from a seed: every type, transactions, scripts, other databases,
/// expiry that lies far off.
final class RandomCommands implements AutoCloseable {
    private final Random random;
    private final RedisConnection connection;
    private int written;

    RandomCommands(int port, long seed) throws IOException {
        this.random = new Random(seed);
        this.connection = Redis.open(port, Optional.empty());
    }

    void run(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(12)) {
                case 0 -> transaction();
                case 1 -> ask("SELECT", Integer.toString(random.nextInt(4)));
                case 2 -> script();
                default -> ask(write());
            }
        }
    }

    private void transaction() throws IOException {
        ask("MULTI");
        for (int i = 0; i <= random.nextInt(5); i++) {
            ask(write());
        }
        ask(random.nextInt(5) == 0 ? "DISCARD" : "EXEC");
    }

    private void script() throws IOException {
        ask(
                "EVAL",
                "for i = 1, 3 do redis.call('INCR', KEYS[1]); redis.call('RPUSH', KEYS[2], i) end"
                        + " return redis.call('TIME')[1]",
                "2",
                key("counter"),
                key("list"));
    }

    private String[] write() {
        String value = value();
        return switch (random.nextInt(16)) {
            case 0 -> words("SET", key("string"), value);
            case 1 -> words("SET", key("string"), value, "EX", "100000");
            case 2 -> words("APPEND", key("string"), value);
            case 3 -> words("INCRBYFLOAT", key("float"), "1.25");
            case 4 -> words("RPUSH", key("list"), value, value(), value());
            case 5 -> words("LPOP", key("list"));
            case 6 -> words("HSET", key("hash"), "f" + random.nextInt(200), value);
            case 7 -> words("HDEL", key("hash"), "f" + random.nextInt(200));
            case 8 -> words("SADD", key("set"), value, Integer.toString(random.nextInt(1000)));
            case 9 -> words("SPOP", key("set"));
            case 10 -> words("ZADD", key("zset"), Integer.toString(random.nextInt(100)), value);
            case 11 -> words("ZPOPMIN", key("zset"));
            case 12 -> words("XADD", key("stream"), "*", "field", value);
            case 13 -> words("SETBIT", key("bits"), Integer.toString(random.nextInt(900)), "1");
            case 14 -> words("PFADD", key("hll"), value);
            default ->
                    random.nextInt(8) == 0
                            ? words("RENAME", key("string"), key("string"))
                            : words("EXPIRE", key("hash"), "200000");
        };
    }

    private static String[] words(String... words) {
        return words;
    }

    private String key(String type) {
        return type + ":" + random.nextInt(40);
    }

    /// Also what looks like the protocol itself.
    private String value() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            parts.add(
                    switch (random.nextInt(4)) {
                        case 0 -> "*1\r\n$4\r\nEXEC\r\n";
                        case 1 -> "x".repeat(random.nextInt(300));
                        case 2 -> "\u00e4\u20ac\0";
                        default -> "v" + written++;
                    });
        }
        return String.join(" ", parts);
    }

    private void ask(String... words) throws IOException {
        // a key that is not there, or of another type, is an answer like any other
        Reply reply = connection.ask(words);
        if (reply instanceof Reply.Refusal refusal && refusal.message().startsWith("NOPERM")) {
            throw new IOException(refusal.message());
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
