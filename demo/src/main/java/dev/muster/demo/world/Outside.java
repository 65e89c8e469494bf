package dev.muster.demo.world;

import dev.muster.demo.DemoErrors;
import dev.muster.model.Timing;
import dev.muster.processes.Launcher;
import dev.muster.processes.ProcessRecord;
import dev.muster.processes.ProcessRoll;
import dev.muster.processes.ProcessTree;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What belongs to no region: the front door, and the client who uses it.
final class Outside {
    private static final String CLIENT = "client";
    private static final Duration OPENING_TAKES_AT_MOST = Duration.ofSeconds(30);
    private static final Duration ASK_EVERY = Duration.ofMillis(20);

    private final DemoLayout layout;
    private final DemoPrograms programs;
    private final Gate gate;
    private final Timing timing;
    private final ProcessRoll roll;

    Outside(DemoLayout layout, DemoPrograms programs, Gate gate, Timing timing) {
        this.layout = layout;
        this.programs = programs;
        this.gate = gate;
        this.timing = timing;
        this.roll = new ProcessRoll(layout.outside().resolve("processes"));
    }

    void openFrontDoor() throws InterruptedException {
        ProcessRecord door = start("front-door", programs.frontDoor(layout));
        long deadline = timing.nanos() + OPENING_TAKES_AT_MOST.toNanos();
        while (!led()) {
            if (!door.isAlive() || timing.nanos() > deadline) {
                throw DemoErrors.PROGRAM.error(
                        "the front door does not open at " + layout.front(), "tail " + door.log());
            }
            timing.pause(ASK_EVERY);
        }
        new Serving(door, layout.front(), "/health", timing).await();
    }

    /// Whether the front door took the first route.
    private boolean led() {
        String order = "region=" + layout.names().north() + "&backend=" + layout.applicationNorth();
        try {
            String token = Files.readString(layout.frontToken()).strip();
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://" + layout.frontControl() + "/route")
                                    .toURL()
                                    .openConnection();
            connection.setRequestMethod("PUT");
            connection.setRequestProperty("Authorization", "Bearer " + token);
            connection.setDoOutput(true);
            connection.getOutputStream().write(order.getBytes(StandardCharsets.UTF_8));
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    void startClient(DemoLoad load) throws InterruptedException {
        ProcessRecord client = start(CLIENT, programs.client(layout, load));
        if (!client.isAlive()) {
            throw DemoErrors.PROGRAM.error(
                    "the outside client ended at once", "tail " + client.log());
        }
    }

    void stopClient() throws InterruptedException {
        Optional<ProcessRecord> client = roll.find(CLIENT);
        if (client.isPresent()) {
            new ProcessTree(client.get()).kill(timing);
        }
    }

    private ProcessRecord start(String name, List<String> command) throws InterruptedException {
        Launcher.Program program = new Launcher.Program(name, command, Map.of());
        Path log = layout.outside().resolve(name + ".log");
        return gate.pass(() -> new Launcher(roll).start(program, "demo", layout.outside(), log));
    }
}
