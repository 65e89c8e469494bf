package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.docs.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Approvals of a real run, signed by a real `ssh-keygen`, while either side is killed.
@Timeout(600)
class ApprovalsIT {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final boolean SOAK =
            List.of("kills", "all").contains(System.getProperty("muster.soak", ""));
    private static final int ROUNDS = SOAK ? 100 : 3;
    private static final String RUN = "north-lost-1";

    @TempDir Path temp;
    private Path folder;
    private HomeOf ann;

    @BeforeEach
    void backUp() throws Exception {
        folder = temp.toRealPath();
        Files.createDirectories(folder.resolve("north/uploads"));
        Files.writeString(folder.resolve("north/uploads/hello.txt"), "hello\n");
        for (String person : List.of("ann", "ben")) {
            Process made =
                    new ProcessBuilder(
                                    "ssh-keygen",
                                    "-q",
                                    "-t",
                                    "ed25519",
                                    "-N",
                                    "",
                                    "-C",
                                    person,
                                    "-f",
                                    folder.resolve(person).toString())
                            .inheritIO()
                            .start();
            assertThat(made.waitFor()).isZero();
        }
        ann =
                new HomeOf("ann", folder.resolve("home"), folder)
                        .with("MUSTER_HOME", folder.resolve("state").toString())
                        .with("XDG_CONFIG_HOME", folder.resolve("config").toString());
        strategy();
        ann.type("vault init").done();
        ann.type("backup").done();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        Leftovers.kill(folder);
    }

    private void strategy() throws IOException {
        NorthAndSouth.write(
                folder,
                folder,
                """
                components:
                  uploads:
                    kind: files
                    region: north
                    owner: ann
                    path: "%1$s/north/uploads"
                    protect: { vault: main, full: "0 * * * *" }
                    recover: { in: south, method: restore, into: "%1$s/south/uploads" }
                scenarios:
                  north-lost:
                    lose: { region: north }
                    recover-in: [ south ]
                    approvals: [ { by: [ ann, ben ], of: 2, within: 2h } ]
                """);
        Path file = folder.resolve("muster.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "contacts: { you: { name: You, email: you@example.com } }",
                                "contacts:\n  ann: { name: Ann, keys: [ "
                                        + key("ann")
                                        + " ] }\n  ben: { name: Ben, keys: [ "
                                        + key("ben")
                                        + " ] }"));
    }

    private String key(String person) throws IOException {
        return Files.readString(folder.resolve(person + ".pub")).strip();
    }

    private MusterChild recover() throws IOException {
        return MusterChild.start(folder, "recover", "north-lost", "--yes");
    }

    private void awaitShow(String words) throws InterruptedException {
        Instant limit = Instant.now().plus(Duration.ofMinutes(2));
        while (!show().contains(words)) {
            assertThat(Instant.now()).as(show()).isBefore(limit);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private String show() {
        return ann.type("run show " + RUN).out();
    }

    private HomeOf.Said approve(String person) {
        return ann.type("run approve " + RUN + " --key " + folder.resolve(person));
    }

    @Test
    void nothingBeginsBeforeItIsApprovedAndNothingElseApprovesIt() throws Exception {
        MusterChild recovery = recover();
        awaitShow("awaited");
        assertThat(
                        PublishedSchema.hold(
                                ann.type("run approve " + RUN + " --request --output json").out()))
                .isEqualTo("run-request");
        for (String other : List.of("skip", "retry")) {
            assertThat(ann.type("run " + other + " " + RUN + " approval --reason x").err())
                    .contains("MUS-3117", "it is given with: muster run approve");
        }
        approve("ann").done();
        assertThat(approve("ann").err()).contains("MUS-3117", "has signed already");
        assertThat(folder.resolve("south/uploads")).doesNotExist();
        approve("ben").done();
        assertThat(recovery.end()).as(recovery.words()).isZero();
        assertThat(show()).contains("succeeded", "signed by Ann (SHA256:", "Ben (SHA256:");
        for (String event : ann.type("run show " + RUN + " --events").out().lines().toList()) {
            PublishedSchema.hold(event);
        }
        PublishedSchema.hold(ann.type("run show " + RUN + " --output json").out());
    }

    @Test
    void aSignatureOutlivesTheDeathOfEitherSide() throws Exception {
        System.out.println("muster.seed=" + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            MusterChild recovery = recover();
            recovery.awaitWords("waits");
            MusterChild order =
                    MusterChild.start(
                            folder, "run", "approve", RUN, "--key=" + folder.resolve("ann"));
            TimeUnit.MILLISECONDS.sleep(random.nextInt(2_500));
            MusterChild first = random.nextBoolean() ? recovery : order;
            first.kill();
            // one that nobody drives is taken up by whoever signs, who is then killed, too
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
            (first == order ? recovery : order).kill();
            assertThat(folder.resolve("south/uploads")).doesNotExist();
        }
        MusterChild recovery = recover();
        awaitShow("driven by process");
        approve("ben");
        approve("ann");
        assertThat(recovery.end()).as(recovery.words()).isZero();
        assertThat(show()).contains("succeeded", "Ann (SHA256:", "Ben (SHA256:");
        assertThat(folder.resolve("south/uploads/hello.txt")).hasContent("hello\n");
    }
}
