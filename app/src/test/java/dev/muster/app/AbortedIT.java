package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.servers.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An abort stops what the run had started, unless it is told to leave it.
@Timeout(600)
class AbortedIT {
    private static final String RUN = "north-lost-1";
    private static final String SHOP =
            """
            components:
              uploads:
                kind: files
                region: north
                owner: you
                path: "%1$s/north/uploads"
                protect: { vault: main, full: "0 * * * *" }
                recover: { in: south, method: restore, into: "%1$s/south/uploads", verify: [ hello.txt ] }
              shop:
                kind: process
                region: north
                owner: you
                depends-on: [ uploads ]
                command: [ JAVA, -m, jdk.httpserver, -b, 127.0.0.1, -p, PORT ]
                port: PORT
                health: { http: "/", every: 200ms, within: 300s }
              bank: { kind: manual, owner: you, depends-on: [ shop ], takes: 5m, procedure: [ "Call the bank." ] }
            scenarios:
              north-lost: { lose: { region: north }, recover-in: [ south ] }
            """;

    @TempDir Path temp;
    private Path folder;
    private int port;
    private HomeOf ann;
    private MusterChild recovery;

    /// The shop serves, and people are to call the bank.
    @BeforeEach
    void recover() throws Exception {
        folder = temp.toRealPath();
        port = Ports.free();
        Files.createDirectories(folder.resolve("north/uploads"));
        Files.writeString(folder.resolve("north/uploads/hello.txt"), "hello\n");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        NorthAndSouth.write(folder, folder, SHOP.replace("JAVA", java).replace("PORT", "" + port));
        ann =
                new HomeOf("ann", folder.resolve("home"), folder)
                        .with("MUSTER_HOME", folder.resolve("state").toString())
                        .with("XDG_CONFIG_HOME", folder.resolve("config").toString());
        ann.type("vault init").done();
        ann.type("backup").done();
        recovery = MusterChild.start(folder, "recover", "north-lost", "--yes");
        Instant limit = Instant.now().plus(Duration.ofMinutes(3));
        while (!show().contains("perform awaited")) {
            assertThat(Instant.now()).as(show()).isBefore(limit);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(serves()).isTrue();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        Leftovers.kill(folder);
    }

    private String show() {
        return ann.type("run show " + RUN).out().replaceAll(" +", " ");
    }

    private boolean serves() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void whatWasStartedIsStoppedByWhoeverDrivesTheRun() throws Exception {
        ann.type("run abort " + RUN + " --reason rehearsed").done();

        assertThat(recovery.end()).as(recovery.words()).isEqualTo(1);
        assertTakenBack();
    }

    @Test
    void whereNobodyDrivesTheRunWhoAbortsTakesItBack() throws Exception {
        recovery.kill();

        ann.type("run abort " + RUN + " --reason rehearsed").done();

        assertTakenBack();
    }

    private void assertTakenBack() {
        assertThat(show())
                .contains("aborted", "* deploy undone", "undo-deploy done", "perform unknown");
        assertThat(serves()).isFalse();
        assertThat(ann.type("run show " + RUN + " --events").done().out())
                .contains("\"order\":{\"type\":\"abort-and-undo\",\"pastNoReturn\":false}");
        assertThat(folder.resolve("south/uploads/hello.txt")).exists();
    }

    @Test
    void whatWasStartedGoesOnWhereThatIsOrdered() throws Exception {
        assertThat(ann.type("run abort " + RUN + " --no-compensation --past-no-return").err())
                .contains("contradict");

        ann.type("run abort " + RUN + " --no-compensation").done();

        assertThat(recovery.end()).as(recovery.words()).isEqualTo(1);
        assertThat(show()).contains("aborted", "deploy done").doesNotContain("undo");
        assertThat(serves()).isTrue();
    }
}
