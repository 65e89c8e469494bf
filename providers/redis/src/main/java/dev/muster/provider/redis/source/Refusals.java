package dev.muster.provider.redis.source;

import dev.muster.model.MusterException;
import dev.muster.provider.redis.kind.RedisErrors;
import java.io.IOException;

/// Says in words for people what a server refused.
public final class Refusals {
    private static final String RIGHTS =
            "as an administrator: ACL SETUSER USER on >PASSWORD -@all +psync +replconf +ping +info";

    private Refusals() {}

    public static MusterException unreachable(Endpoint endpoint, IOException broken) {
        return RedisErrors.UNREACHABLE.error(
                endpoint + ": nobody answers: " + broken.getMessage(),
                "redis-cli -h "
                        + endpoint.address().host()
                        + " -p "
                        + endpoint.address().port()
                        + " PING",
                broken);
    }

    public static MusterException broken(Endpoint endpoint, IOException broken) {
        return RedisErrors.SERVER.error(
                endpoint + ": the connection broke: " + broken.getMessage(),
                "look whether the server runs, then run the same command again",
                broken);
    }

    static boolean isLogin(String message) {
        return message.startsWith("NOAUTH")
                || message.startsWith("WRONGPASS")
                || message.contains("without any password configured");
    }

    static MusterException login(Endpoint endpoint, String message) {
        return RedisErrors.LOGIN.error(
                endpoint + ": the login is refused: " + message,
                "set user and password of connection; " + RIGHTS);
    }

    /// @param what was asked for
    public static MusterException error(Endpoint endpoint, String what, String message) {
        if (isLogin(message)) {
            return login(endpoint, message);
        }
        if (message.startsWith("NOPERM")) {
            return RedisErrors.RIGHTS.error(
                    endpoint + ": the user may not use " + what + ": " + message,
                    RIGHTS.replace("USER", endpoint.connection().user().orElse("default")));
        }
        return RedisErrors.SERVER.error(
                endpoint + ": it refuses " + what + ": " + message,
                "read the server's log; then run the same command again");
    }
}
