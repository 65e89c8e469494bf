package dev.muster.provider.process.kind;

import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Shell;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Starting and stopping a process as a person does it, with what every Linux has.
final class ProcessByHand {
    private ProcessByHand() {}

    static Procedure deploy(ComponentId component, Launch launch) {
        List<Instruction> instructions = new ArrayList<>();
        instructions.add(start(component, launch));
        launch.address().ifPresent(address -> instructions.add(ask(component, launch, address)));
        return new Procedure("Start " + component, instructions);
    }

    private static Instruction start(ComponentId component, Launch launch) {
        StringBuilder command = new StringBuilder();
        launch.workingDirectory()
                .ifPresent(
                        folder -> command.append("cd ").append(Shell.word(folder)).append(" && "));
        command.append("{ ");
        if (!launch.environment().isEmpty()) {
            command.append("env");
            launch.environment()
                    .forEach((name, value) ->
                            command.append(' ').append(Shell.word(name + "=" + value)));
            command.append(' ');
        }
        command.append("nohup");
        launch.command().forEach(word -> command.append(' ').append(Shell.word(word)));
        command.append(" > ").append(component).append(".log 2>&1 < /dev/null &");
        command.append(" echo $! > ").append(component).append(".pid; }");
        return new Instruction(
                "Start it in the background; it writes to " + component + ".log.",
                Optional.of(command.toString()),
                Optional.empty(),
                Duration.ofSeconds(2),
                Optional.of("kill \"$(cat " + component + ".pid)\""),
                "Read " + component + ".log.",
                false);
    }

    private static Instruction ask(ComponentId component, Launch launch, Address address) {
        Optional<Health> health = launch.health();
        Duration within = health.map(Health::within).orElse(Duration.ofSeconds(60));
        Optional<String> path = health.flatMap(Health::http);
        String command =
                path.map(there -> curl(address, there, within))
                        .orElseGet(() -> listening(address, within));
        return new Instruction(
                "Wait until it serves.",
                Optional.of(command),
                path.isPresent() ? Optional.of("the answer of " + component) : Optional.empty(),
                within,
                Optional.empty(),
                "Read "
                        + component
                        + ".log; if it ended, mend what it complains of and start it"
                        + " again.",
                false);
    }

    private static String curl(Address address, String path, Duration within) {
        return "curl --fail --silent --show-error --retry-all-errors --retry-delay 1 --retry "
                + Math.max(1, within.toSeconds())
                + " "
                + Shell.word("http://" + address + path);
    }

    private static String listening(Address address, Duration within) {
        return "timeout "
                + Math.max(1, within.toSeconds())
                + " sh -c 'until ss -ltnH \"sport = :"
                + address.port()
                + "\" | grep -q LISTEN; do sleep 0.2; done'";
    }

    static Procedure fence(ComponentId component, Launch launch) {
        String kill =
                launch.address()
                        .map(address ->
                                "ss -ltnpH 'sport = :"
                                        + address.port()
                                        + "' | grep -o 'pid=[0-9]*' | cut -d= -f2 | sort -u"
                                        + " | xargs -r kill -KILL")
                        .orElse("kill -KILL \"$(cat " + component + ".pid)\"");
        Instruction stop =
                new Instruction(
                        "Stop it where it ran, on the machine of the old region.",
                        Optional.of(kill),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        "If the machine cannot be reached, it is not fenced: say so to whoever"
                                + " decides.",
                        false);
        return new Procedure("Stop " + component, List.of(stop));
    }
}
