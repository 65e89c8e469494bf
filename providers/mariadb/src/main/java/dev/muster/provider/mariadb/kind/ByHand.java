package dev.muster.provider.mariadb.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Shell;
import dev.muster.kind.Situation;
import dev.muster.provider.mariadb.kind.MariadbSettings.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Bringing a server back as a person does it, with MariaDB's own programs.
final class ByHand {
    private static final Duration MOMENT = Duration.ofSeconds(5);

    private final Situation<MariadbSettings> situation;
    private final MariadbSettings settings;

    ByHand(Situation<MariadbSettings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
    }

    Procedure procedure(Action action) {
        return switch (action) {
            case Action.Fence _ ->
                    new Procedure("Stop the old server of " + situation.component(), fence());
            case Action.Restore restore ->
                    new Procedure(
                            "Bring the data of " + situation.component() + " back",
                            restore(restore));
            case Action.Start start ->
                    new Procedure("Start " + situation.component(), start(start));
            case Action.Verify _ ->
                    new Procedure("Check the data of " + situation.component(), verify());
            case Action.Promote _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    new Procedure(action.verb() + " " + situation.component(), List.of());
        };
    }

    private List<Instruction> fence() {
        MariadbSettings.Connection connection = settings.connection();
        return List.of(
                new Instruction(
                        "On " + connection.host() + ", stop the server, and keep it from starting.",
                        Optional.of("sudo systemctl disable --now mariadb"),
                        Optional.of("Removed ..."),
                        MOMENT,
                        Optional.of("sudo systemctl enable --now mariadb"),
                        "If the host cannot be reached, let whoever runs it cut it off.",
                        false),
                new Instruction(
                        "Look whether it still answers.",
                        Optional.of(
                                "mariadb-admin --connect-timeout=5 -h "
                                        + Shell.word(connection.host())
                                        + " -P "
                                        + connection.port()
                                        + " ping"),
                        Optional.of("Can't connect"),
                        MOMENT,
                        Optional.empty(),
                        "Do not go on while it answers: two servers would take writes.",
                        false));
    }

    private List<Instruction> restore(Action.Restore restore) {
        return List.of(
                new Instruction(
                        "Write the data folder "
                                + data()
                                + ", which must be absent or empty, with"
                                + " the captured log in its folder muster-log.",
                        Optional.of(
                                "muster restore "
                                        + situation.component()
                                        + " --to "
                                        + Shell.word(TargetText.of(restore.target()))
                                        + " --into "
                                        + Shell.word(data())),
                        Optional.of("the moment that it will be at once its log is replayed"),
                        Estimates.of(restore, situation).duration(),
                        Optional.of("rm -r " + Shell.word(data())),
                        "See what can be restored: muster points " + situation.component(),
                        false));
    }

    private List<Instruction> start(Action start) {
        String replay = data() + "/muster-replay.sock";
        List<Instruction> all = new ArrayList<>();
        all.add(
                new Instruction(
                        "Start the server where nobody reaches it. Its own applier then replays the"
                                + " laid out log; it cannot go past the target.",
                        Optional.of(replaying(replay)),
                        Optional.of("a server that runs; nothing is printed"),
                        MOMENT,
                        Optional.of("kill $(cat " + Shell.word(data() + "/muster.pid") + ")"),
                        "Read " + data() + ".log.",
                        false));
        all.add(
                new Instruction(
                        "Wait until all is replayed.",
                        Optional.of(
                                "until mariadb --no-defaults -S "
                                        + Shell.word(replay)
                                        + " -u root -e 'SHOW SLAVE STATUS\\G' | tee /dev/stderr |"
                                        + " grep -q -e 'has read all relay log' -e 'SQL_Running:"
                                        + " No'; do sleep 1; done"),
                        Optional.of("Slave has read all relay log; and Last_SQL_Errno: 0"),
                        Estimates.of(start, situation).duration(),
                        Optional.empty(),
                        "On an error, restore again, to an earlier moment.",
                        false));
        all.add(
                new Instruction(
                        "Forget the source, and stop this server.",
                        Optional.of(
                                "mariadb --no-defaults -S "
                                        + Shell.word(replay)
                                        + " -u root -e 'STOP SLAVE; RESET SLAVE ALL; SHUTDOWN'; while [ -e "
                                        + Shell.word(data() + "/muster.pid")
                                        + " ]; do sleep 1; done"),
                        Optional.of("nothing"),
                        MOMENT,
                        Optional.empty(),
                        "Read " + data() + ".log.",
                        true));
        all.add(
                new Instruction(
                        "Start it for everybody.",
                        Optional.of(serving()),
                        Optional.of("ready for connections, in " + data() + ".log"),
                        MOMENT,
                        Optional.of("kill $(cat " + Shell.word(data() + "/muster.pid") + ")"),
                        "Read " + data() + ".log.",
                        true));
        return all;
    }

    private String replaying(String socket) {
        return program()
                + " --skip-networking --socket="
                + Shell.word(socket)
                + " --skip-log-bin --log-slave-updates=OFF --replicate-same-server-id=ON"
                + " --event-scheduler=OFF --skip-slave-start --relay-log=muster-log/relay"
                + " --relay-log-index=muster-log/relay.index --relay-log-purge=OFF"
                + " --max-allowed-packet=1G --slave-max-allowed-packet=1G"
                + " --init-file="
                + Shell.word(data() + "/muster-log/replay.sql")
                + output();
    }

    private String serving() {
        return program()
                + " --socket=muster.sock --port="
                + port()
                + " --bind-address=127.0.0.1"
                + output();
    }

    private String program() {
        String bin = server().map(server -> server.bin().path() + "/").orElse("");
        String options =
                server().flatMap(Server::config)
                        .map(file -> "--defaults-file=" + Shell.word(file.path()))
                        .orElse("--no-defaults");
        String user =
                server().flatMap(Server::user)
                        .map(name -> " --user=" + Shell.word(name))
                        .orElse("");
        return "setsid "
                + Shell.word(bin + "mariadbd")
                + " "
                + options
                + " --datadir="
                + Shell.word(data())
                + " --pid-file="
                + Shell.word(data() + "/muster.pid")
                + user;
    }

    private String output() {
        return " >> " + Shell.word(data() + ".log") + " 2>&1 < /dev/null &";
    }

    private List<Instruction> verify() {
        List<Instruction> all = new ArrayList<>();
        all.add(
                new Instruction(
                        "Let the server check all tables, as an administrator.",
                        Optional.of(
                                "mariadb-check -h 127.0.0.1 -P "
                                        + port()
                                        + " -u root -p --all-databases --check"),
                        Optional.of("OK, for every table"),
                        Estimates.of(
                                        new Action.Verify(situation.component(), situation.in()),
                                        situation)
                                .duration(),
                        Optional.empty(),
                        "Restore again, from an older recovery point if need be.",
                        false));
        for (String assertion : settings.assertions()) {
            all.add(
                    new Instruction(
                            "Check: " + assertion,
                            Optional.of(
                                    "mariadb -h 127.0.0.1 -P "
                                            + port()
                                            + " -u "
                                            + Shell.word(settings.connection().user())
                                            + " -p -N -B -e "
                                            + Shell.word(assertion)),
                            Optional.of("1"),
                            MOMENT,
                            Optional.empty(),
                            "Let the owner of the data decide before clients come.",
                            false));
        }
        return all;
    }

    private Optional<Server> server() {
        return settings.server();
    }

    private String data() {
        return server().map(server -> server.data().path()).orElse("DATA");
    }

    private int port() {
        return server().map(Server::port).orElse(settings.connection().port()).number();
    }
}
