package dev.muster.provider.postgresql.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Shell;
import dev.muster.kind.Situation;
import dev.muster.model.Address;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The recovery of a cluster with PostgreSQL's own tools.
final class ByHand {
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private final Situation<PostgresqlSettings> situation;
    private final PostgresqlSettings settings;

    ByHand(Situation<PostgresqlSettings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
    }

    Procedure procedure(Action action) {
        return switch (action) {
            case Action.Fence _ ->
                    new Procedure(title("Stop the old primary of %s"), fence(action));
            case Action.Restore restore ->
                    new Procedure(title("Bring the data of %s back"), restore(restore));
            case Action.Promote _ ->
                    new Procedure(title("Promote the standby of %s"), promote(action));
            case Action.Start _ -> new Procedure(title("Start the restored %s"), start(action));
            case Action.Verify _ -> new Procedure(title("Check the restored %s"), verify());
            case Action.Deploy _, Action.Route _, Action.Confirm _, Action.OfPeople _ ->
                    new Procedure(title("Nothing to do for %s"), List.of());
        };
    }

    private String title(String pattern) {
        return pattern.formatted(situation.component());
    }

    private List<Instruction> fence(Action action) {
        Address old = PostgresqlKind.protectedAddress(settings);
        String ask = psql(old, "select pg_is_in_recovery()");
        List<Instruction> instructions = new ArrayList<>();
        instructions.add(
                new Instruction(
                        "Ask whether the old primary at " + old + " still answers.",
                        Optional.of(ask),
                        Optional.of("connection refused or timed out; `t` if it was demoted"),
                        MOMENT,
                        Optional.empty(),
                        "If it prints `f`, it takes writes: go on. If it cannot be reached at all,"
                                + " cut its network off, or let a person who may accept the risk"
                                + " of two primaries.",
                        false));
        if (waitsForMuster()) {
            instructions.add(
                    new Instruction(
                            "Stop every `muster serve` that captures "
                                    + situation.component()
                                    + ": commits of the old primary wait for it and are"
                                    + " acknowledged to nobody from then on.",
                            Optional.empty(),
                            Optional.empty(),
                            MOMENT,
                            Optional.of("muster serve"),
                            "Cut the network between the receiver and " + old + ".",
                            false));
        }
        instructions.add(
                new Instruction(
                        "On the host of the old primary, as its operating system's user, stop it.",
                        Optional.of(
                                "pg_ctl stop -m fast -D \"$("
                                        + psql(old, "show data_directory")
                                        + ")\""),
                        Optional.of("server stopped"),
                        Estimates.of(action, situation).duration(),
                        Optional.of("pg_ctl start -D DATA_DIRECTORY"),
                        "Stop it with -m immediate, or power the host off.",
                        false));
        return instructions;
    }

    private boolean waitsForMuster() {
        return situation
                .protection()
                .flatMap(protection -> protection.logs())
                .filter(logs -> logs.synchronous())
                .isPresent();
    }

    private List<Instruction> restore(Action.Restore restore) {
        String data = server().map(server -> server.data().path()).orElse("DATA");
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
                        "Restore the base backup and lay the captured log out.",
                        Optional.of(
                                "muster restore "
                                        + situation.component()
                                        + " --to "
                                        + Shell.word(TargetText.of(restore.target()))
                                        + " --into "
                                        + Shell.word(data)),
                        Optional.of("the moment that the folder will be at once it is started"),
                        Estimates.of(restore, situation).duration(),
                        Optional.of("rm -r " + Shell.word(data)),
                        "See what can be restored: muster points " + situation.component(),
                        false));
    }

    private List<Instruction> promote(Action action) {
        Address address = recovered();
        return List.of(
                new Instruction(
                        "Ask the standby whether it is one, and how far it has replayed.",
                        Optional.of(
                                psql(
                                        address,
                                        "select pg_is_in_recovery(), pg_last_wal_replay_lsn()")),
                        Optional.of("`t` and a position"),
                        MOMENT,
                        Optional.empty(),
                        otherwise(),
                        false),
                new Instruction(
                        "Look up to which position the log was captured. Where that is beyond the"
                                + " standby's, promoting it loses what lies between: restore"
                                + " instead.",
                        Optional.of("muster points " + situation.component()),
                        Optional.of("a position that is not greater"),
                        MOMENT,
                        Optional.empty(),
                        otherwise(),
                        false),
                new Instruction(
                        "Let it take over.",
                        Optional.of(pgCtl("promote")),
                        Optional.of("server promoted"),
                        Estimates.of(action, situation).duration(),
                        Optional.empty(),
                        otherwise(),
                        true),
                takesWrites(address, "prints `t`"));
    }

    /// @param replaying what it does as long as it replays
    private Instruction takesWrites(Address address, String replaying) {
        return new Instruction(
                "Look whether it takes writes.",
                Optional.of(psql(address, "select pg_is_in_recovery()")),
                Optional.of("f"),
                MOMENT,
                Optional.empty(),
                "While it "
                        + replaying
                        + ", it still replays: ask again. Read the end of "
                        + logFile()
                        + ".",
                false);
    }

    private String otherwise() {
        String data = server().map(server -> server.data().path()).orElse("DATA");
        return "Stop the standby and restore out of the vault: "
                + pgCtl("stop -m fast")
                + "; mv "
                + Shell.word(data)
                + " "
                + Shell.word(data + ".old")
                + "; muster restore "
                + situation.component()
                + " --to latest --into "
                + Shell.word(data)
                + "; then "
                + pgCtl("start -w -t 86400");
    }

    private List<Instruction> start(Action action) {
        Address address = recovered();
        return List.of(
                new Instruction(
                        "Start the server "
                                + server().flatMap(Server::user)
                                        .map(user ->
                                                "as " + user + " (the command does, typed by root)")
                                        .orElse("as the owner of the data folder, never as root")
                                + "; it replays the log and then takes writes.",
                        Optional.of(pgCtl("start -w -t 86400")),
                        Optional.of("server started"),
                        Estimates.of(action, situation).duration(),
                        Optional.of(pgCtl("stop -m fast")),
                        "Read the end of " + logFile() + ".",
                        true),
                takesWrites(address, "prints `t` or accepts no connections"));
    }

    private List<Instruction> verify() {
        Address address = recovered();
        List<Instruction> instructions = new ArrayList<>();
        instructions.add(
                new Instruction(
                        "Look whether the server met a page with a wrong checksum.",
                        Optional.of(
                                psql(
                                        address,
                                        "select coalesce(sum(checksum_failures), 0) from"
                                                + " pg_stat_database")),
                        Optional.of("0"),
                        MOMENT,
                        Optional.empty(),
                        "Restore again, from an older recovery point if need be.",
                        false));
        for (String assertion : settings.assertions()) {
            instructions.add(
                    new Instruction(
                            "Check: " + assertion,
                            Optional.of(psql(address, assertion)),
                            Optional.of("t"),
                            MOMENT,
                            Optional.empty(),
                            "Let the owner of the data decide before clients come.",
                            false));
        }
        return instructions;
    }

    private Optional<Server> server() {
        return settings.server();
    }

    private Address recovered() {
        return new Address(
                PostgresqlKind.LOOPBACK,
                server().map(Server::port).orElse(settings.connection().port()).number());
    }

    private String logFile() {
        return server().map(server -> server.data().path()).orElse("DATA") + ".log";
    }

    private String pgCtl(String verb) {
        String bin = server().map(server -> server.bin().path() + "/").orElse("");
        String data = server().map(server -> server.data().path()).orElse("DATA");
        String user =
                server().flatMap(Server::user)
                        .map(name -> "runuser -u " + Shell.word(name) + " -- ")
                        .orElse("");
        String log = verb.startsWith("start") ? " -l " + Shell.word(logFile()) : "";
        return user + Shell.word(bin + "pg_ctl") + " " + verb + " -D " + Shell.word(data) + log;
    }

    private String psql(Address address, String sql) {
        PostgresqlSettings.Connection connection = settings.connection();
        String where =
                "host=%s port=%d user=%s dbname=%s sslmode=%s connect_timeout=5"
                        .formatted(
                                address.host(),
                                address.port(),
                                connection.user(),
                                connection.database(),
                                connection.tls().word());
        return "psql " + Shell.word(where) + " -Atc " + Shell.word(sql);
    }
}
