package dev.muster.provider.redis.recovered;

import dev.muster.model.Fence;
import dev.muster.model.MusterException;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.source.Endpoint;
import dev.muster.provider.redis.source.Info;
import dev.muster.provider.redis.source.RedisConnection;
import java.io.IOException;
import java.time.Duration;

/// Says how sure it is that an old server takes no more writes.
///
/// It is proved where it answers as a replica that nobody feeds, or where its host is this one and
/// no process of it is left. An old server that answers as a primary is an error, not an
/// assumption: that it takes writes is known.
public final class Fencing {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final Endpoint old;

    public Fencing(Endpoint old) {
        this.old = old;
    }

    public Fence run() {
        try (RedisConnection connection = RedisConnection.connect(old, SILENCE)) {
            Info info = connection.info();
            if (!info.isPrimary()) {
                // one that is fed has a primary: another one than the strategy names
                return info.is("master_link_status", "up") ? Fence.ASSUMED : Fence.PROVED;
            }
        } catch (IOException refusal) {
            return LocalServers.noneListens(old.address()) ? Fence.PROVED : Fence.ASSUMED;
        } catch (MusterException login) {
            throw RedisErrors.STILL_WRITES.error(
                    old + ": it answers, but refuses the login: " + login.getMessage(),
                    "on its host: sudo systemctl stop redis-server",
                    login);
        }
        throw RedisErrors.STILL_WRITES.error(
                old + ": it answers, and takes writes",
                "on its host: sudo systemctl stop redis-server");
    }
}
