package dev.muster.provider.redis.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Shell;
import dev.muster.kind.Situation;
import dev.muster.model.Address;
import dev.muster.provider.redis.kind.RedisSettings.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The recovery of a server with Redis's own tools.
final class ByHand {
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private final Situation<RedisSettings> situation;
    private final RedisSettings settings;

    ByHand(Situation<RedisSettings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
    }

    Procedure procedure(Action action) {
        return switch (action) {
            case Action.Fence _ -> new Procedure(title("Stop the old server of %s"), fence(action));
            case Action.Restore restore ->
                    new Procedure(title("Bring the data of %s back"), restore(restore));
            case Action.Start _ -> new Procedure(title("Start the restored %s"), start(action));
            case Action.Verify _ -> new Procedure(title("Check the restored %s"), verify());
            case Action.Promote _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    new Procedure(title("Nothing to do for %s"), List.of());
        };
    }

    private String title(String pattern) {
        return pattern.formatted(situation.component());
    }

    private List<Instruction> fence(Action action) {
        Address old = RedisKind.protectedAddress(settings);
        return List.of(
                new Instruction(
                        "Ask whether the old server at " + old + " still answers.",
                        Optional.of(cli(old, settings.connection(), "ROLE")),
                        Optional.of("connection refused or timed out; `slave` if it was demoted"),
                        MOMENT,
                        Optional.empty(),
                        "If it prints `master`, it takes writes: go on. If it cannot be reached at"
                                + " all, cut its network off, or let a person who may accept the"
                                + " risk of two primaries.",
                        false),
                new Instruction(
                        "Stop it, on its host, so that nothing starts it again.",
                        Optional.of("sudo systemctl stop redis-server"),
                        Optional.empty(),
                        Estimates.of(action, situation).duration(),
                        Optional.of("sudo systemctl start redis-server"),
                        "As an administrator: redis-cli SHUTDOWN. Or power the host off.",
                        false));
    }

    private List<Instruction> restore(Action.Restore restore) {
        String data = data();
        return List.of(
                new Instruction(
                        "Look whether the data folder is free.",
                        Optional.of("ls -A " + Shell.word(data)),
                        Optional.of("nothing, or that there is no such folder"),
                        MOMENT,
                        Optional.empty(),
                        "Move it away: mv " + Shell.word(data) + " " + Shell.word(data + ".old"),
                        false),
                new Instruction(
                        "Restore the base backup, with the captured commands as its append-only"
                                + " file.",
                        Optional.of(
                                "muster restore "
                                        + situation.component()
                                        + " --to "
                                        + Shell.word(TargetText.of(restore.target()))
                                        + " --into "
                                        + Shell.word(data)),
                        Optional.of("the offset that the folder stands at"),
                        Estimates.of(restore, situation).duration(),
                        Optional.of("rm -r " + Shell.word(data)),
                        "See what can be restored: muster points " + situation.component(),
                        false));
    }

    private List<Instruction> start(Action action) {
        return List.of(
                new Instruction(
                        "Start the server; it loads the base and runs the captured commands"
                                + " again.",
                        Optional.of(
                                Shell.word(program())
                                        + " "
                                        + Shell.word(data() + "/" + RestoredConfig.FILE)
                                        + " --daemonize yes --logfile "
                                        + Shell.word(data() + ".log")),
                        Optional.empty(),
                        Estimates.of(action, situation).duration(),
                        Optional.of(cli(recovered(), settings.recovered(), "SHUTDOWN")),
                        "Read the end of " + data() + ".log.",
                        true),
                new Instruction(
                        "Look whether it takes writes.",
                        Optional.of(cli(recovered(), settings.recovered(), "ROLE")),
                        Optional.of("master"),
                        MOMENT,
                        Optional.empty(),
                        "While it prints LOADING, it still loads: ask again.",
                        false));
    }

    private List<Instruction> verify() {
        List<Instruction> instructions = new ArrayList<>();
        instructions.add(
                new Instruction(
                        "Look how many keys there are.",
                        Optional.of(cli(recovered(), settings.recovered(), "INFO keyspace")),
                        Optional.of("a line for each database that holds keys"),
                        MOMENT,
                        Optional.empty(),
                        "Restore again, from an older recovery point if need be.",
                        false));
        for (String assertion : settings.assertions()) {
            instructions.add(
                    new Instruction(
                            "Check: " + assertion,
                            Optional.of(cli(recovered(), settings.recovered(), assertion)),
                            Optional.of("something other than nothing, 0 or an error"),
                            MOMENT,
                            Optional.empty(),
                            "Let the owner of the data decide before clients come.",
                            false));
        }
        return instructions;
    }

    private String data() {
        return settings.server().map(server -> server.data().path()).orElse("DATA");
    }

    private String program() {
        return settings.server().map(server -> server.bin().path() + "/").orElse("")
                + "redis-server";
    }

    private Address recovered() {
        return new Address(
                RedisKind.LOOPBACK,
                settings.server().map(Server::port).orElse(settings.connection().port()).number());
    }

    /// The password is asked for by nobody: it stands in a variable that redis-cli reads.
    private static String cli(
            Address address, RedisSettings.Connection connection, String question) {
        String user = connection.user().map(name -> " --user " + Shell.word(name)).orElse("");
        String tls = connection.tls() == Tls.DISABLE ? "" : " --tls";
        String password = connection.password().isPresent() ? "REDISCLI_AUTH=\"$PASSWORD\" " : "";
        return password
                + "redis-cli -h "
                + Shell.word(address.host())
                + " -p "
                + address.port()
                + user
                + tls
                + " "
                + question;
    }
}
