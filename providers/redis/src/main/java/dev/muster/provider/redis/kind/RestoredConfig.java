package dev.muster.provider.redis.kind;

import dev.muster.model.Digest;
import dev.muster.model.Secret;
import dev.muster.provider.redis.kind.RedisSettings.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The configuration that a restored server is started with, as lines.
///
/// Users and limits of the source are not part of its data. So either a file of the user's own is
/// named, or the server is closed to everybody but this host and whoever has the password.
public final class RestoredConfig {
    /// Its name in the data folder.
    public static final String FILE = "muster.conf";

    private static final int DEFAULT_PORT = 6379;

    private RestoredConfig() {}

    /// @param data the data folder
    /// @param server empty where nobody said with what the folder will be started
    /// @param multiPart whether the append-only file is a folder with a manifest (Redis 7)
    public static List<String> lines(
            String data, Optional<Server> server, RedisSettings settings, boolean multiPart) {
        List<String> lines = new ArrayList<>();
        lines.add("# written by muster restore; the last line of a name counts");
        Optional<Folder> own = server.flatMap(Server::config);
        if (own.isPresent()) {
            lines.add("include " + quoted(own.get().path()));
        } else {
            lines.add("bind 127.0.0.1");
            lines.add("protected-mode yes");
            settings.recovered().password().ifPresent(password -> users(lines, settings, password));
        }
        lines.add("port " + server.map(it -> it.port().number()).orElse(DEFAULT_PORT));
        lines.add("dir " + quoted(data));
        lines.add("pidfile " + quoted(data + "/redis.pid"));
        lines.add("replicaof no one");
        lines.add("appendonly yes");
        lines.add("appendfilename appendonly.aof");
        if (multiPart) {
            lines.add("appenddirname appendonlydir");
        }
        lines.add("aof-use-rdb-preamble yes");
        // what is cut off must not pass for what was asked for
        lines.add("aof-load-truncated no");
        return lines;
    }

    private static void users(List<String> lines, RedisSettings settings, Secret password) {
        // the hash: the file lies on disk for as long as the server lives
        String hash = Digest.of(password.reveal()).toString();
        lines.add("user default on #" + hash + " ~* &* +@all");
        settings.recovered()
                .user()
                .filter(name -> !name.equals("default"))
                .ifPresent(name ->
                        lines.add("user " + quoted(name) + " on #" + hash + " ~* &* +@all"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
