package dev.muster.provider.redis.recovered;

import dev.muster.provider.Operation;
import dev.muster.provider.Verification;
import dev.muster.provider.Verification.Check;
import dev.muster.provider.redis.source.Endpoint;
import dev.muster.provider.redis.source.Info;
import dev.muster.provider.redis.source.RedisConnection;
import dev.muster.provider.redis.source.Refusals;
import dev.muster.provider.redis.source.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Proves that a running server is whole: it loaded all, with the dump's own checksum, takes
/// writes, and the user's assertions hold.
public final class Verify {
    /// No assertion may take longer.
    private static final Duration ASSERTION = Duration.ofMinutes(1);

    private final Endpoint endpoint;
    private final List<String> assertions;
    private final Operation operation;

    public Verify(Endpoint endpoint, List<String> assertions, Operation operation) {
        this.endpoint = endpoint;
        this.assertions = List.copyOf(assertions);
        this.operation = operation;
    }

    public Verification run() throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        try (RedisConnection connection = RedisConnection.open(endpoint, ASSERTION)) {
            Info info = connection.info();
            checks.add(loaded(info));
            checks.add(
                    new Check(
                            "takes writes",
                            info.isPrimary(),
                            "its role is " + info.value("role").orElse("not told")));
            checks.add(writesThrough(info));
            operation.progress().stage("checking assertions");
            for (String assertion : assertions) {
                operation.checkCancelled();
                checks.add(assertion(connection, assertion));
            }
        } catch (IOException broken) {
            throw Refusals.broken(endpoint, broken);
        }
        return new Verification(checks);
    }

    private static Check loaded(Info info) {
        return new Check(
                "all is loaded",
                info.is("loading", "0"),
                String.format(java.util.Locale.ROOT, "%,d keys", info.keys()));
    }

    private static Check writesThrough(Info info) {
        boolean fine =
                info.is("aof_last_write_status", "ok") && info.is("rdb_last_bgsave_status", "ok");
        return new Check(
                "disk",
                fine,
                "append-only file "
                        + info.value("aof_last_write_status").orElse("unknown")
                        + ", dumps "
                        + info.value("rdb_last_bgsave_status").orElse("unknown"));
    }

    private static Check assertion(RedisConnection connection, String assertion)
            throws IOException {
        Reply reply = connection.ask(List.of(assertion.strip().split("\\s+")));
        boolean holds =
                switch (reply) {
                    case Reply.Text text -> !text.value().isEmpty() && !text.value().equals("0");
                    case Reply.Count count -> count.value() != 0;
                    case Reply.Many many -> !many.all().isEmpty();
                    case Reply.Nothing _, Reply.Refusal _ -> false;
                };
        return new Check(assertion, holds, reply.shown());
    }
}
