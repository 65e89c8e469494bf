package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What people tell a run from other processes, while either side may be killed.
@Timeout(600)
class OrdersIT {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final boolean SOAK =
            List.of("kills", "all").contains(System.getProperty("muster.soak", ""));
    private static final int ROUNDS = SOAK ? 100 : 3;
    private static final String RUN = "north-lost-1";
    private static final Pattern ORDERED =
            Pattern.compile(
                    "\"at\":\"([^\"]+)\",\"actor\":\"[^\"]*\",\"event\":\\{\"type\":\"ordered\","
                            + "\"id\":\"([^\"]+)\"");

    @TempDir Path temp;
    private Path folder;
    private HomeOf ann;

    @BeforeEach
    void backUp() throws IOException {
        folder = temp.toRealPath();
        Files.createDirectories(folder.resolve("north/uploads"));
        Files.writeString(folder.resolve("north/uploads/hello.txt"), "hello\n");
        ann =
                new HomeOf("ann", folder.resolve("home"), folder)
                        .with("MUSTER_HOME", folder.resolve("state").toString())
                        .with("XDG_CONFIG_HOME", folder.resolve("config").toString());
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        Leftovers.kill(folder);
    }

    /// A shop that serves once somebody lets it, after a folder that must hold some files.
    private void strategy(String verify) throws IOException {
        int port = Ports.free();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        NorthAndSouth.write(
                folder,
                folder,
                """
                components:
                  uploads:
                    kind: files
                    region: north
                    owner: you
                    path: "%1$s/north/uploads"
                    protect: { vault: main, full: "0 * * * *" }
                    recover: { in: south, method: restore, into: "%1$s/south/uploads", verify: [ VERIFY ] }
                  shop:
                    kind: process
                    region: north
                    owner: you
                    depends-on: [ uploads ]
                    command: [ sh, -c, "while [ ! -e %1$s/go ]; do sleep 0.1; done; exec JAVA -m jdk.httpserver -b 127.0.0.1 -p PORT" ]
                    port: PORT
                    health: { http: "/", every: 200ms, within: 300s }
                scenarios:
                  north-lost: { lose: { region: north }, recover-in: [ south ] }
                """
                        .replace("VERIFY", verify)
                        .replace("JAVA", java)
                        .replace("PORT", "" + port));
        ann.type("vault init").done();
        ann.type("backup").done();
    }

    private MusterChild recover() throws IOException {
        return MusterChild.start(folder, "recover", "north-lost", "--yes");
    }

    private void awaitShow(String words) throws Exception {
        Instant limit = Instant.now().plus(Duration.ofMinutes(2));
        while (!show().contains(words)) {
            assertThat(Instant.now()).as(words + " in " + show()).isBefore(limit);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String show() {
        return ann.type("run show " + RUN).out().replaceAll(" +", " ");
    }

    private List<String> ordered() {
        Matcher ordered = ORDERED.matcher(ann.type("run show " + RUN + " --events").done().out());
        return ordered.results().map(found -> found.group(2)).toList();
    }

    private List<String> orders(String ending) throws IOException {
        Path orders = folder.resolve("state/runs/" + RUN + "/orders");
        if (!Files.exists(orders)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(orders)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .toList();
        }
    }

    @Test
    void anAbortIsLearntAtOnceByAStepThatRuns() throws Exception {
        strategy("hello.txt");
        MusterChild recovery = recover();
        awaitShow("* deploy running");
        assertThat(ann.type("run list").done().out()).contains("running");
        assertThat(ann.type("run skip " + RUN + " shop-deploy --reason no").err())
                .contains("MUS-3117", "shop-deploy is running");
        assertThat(ann.type("run skip " + RUN + " uploads-restore --reason no").err())
                .contains("MUS-3117", "is done already");
        assertThat(ann.type("run resume " + RUN).err()).contains("MUS-3117", "not paused");
        assertThat(ann.type("run pause " + RUN + " --output json").json()).contains("taken");
        assertThat(show()).contains("paused");
        assertThat(ann.type("run pause " + RUN).err()).contains("paused already");

        ann.type("run abort " + RUN + " --reason rehearsed").done();

        assertThat(recovery.end()).as(recovery.words()).isEqualTo(1);
        assertThat(recovery.err()).contains("ann: abort, because: rehearsed");
        assertThat(show()).contains("aborted", "ann: abort, because: rehearsed");
        Matcher event = ORDERED.matcher(ann.type("run show " + RUN + " --events").done().out());
        Duration learnt = Duration.ZERO;
        while (event.find()) {
            Instant given = Instant.ofEpochMilli(Long.parseLong(event.group(2).split("-")[0]));
            learnt = Duration.between(given, Instant.parse(event.group(1)));
        }
        System.out.println("the abort was learnt after " + learnt.toMillis() + " ms");
        assertThat(learnt).isLessThan(Duration.ofSeconds(10));
        assertThat(ann.type("run abort " + RUN).err()).contains("MUS-3117", "has ended: aborted");
    }

    @Test
    void ordersSurviveTheDeathOfEitherSideAndTakeEffectOnce() throws Exception {
        System.out.println("muster.seed=" + SEED);
        Random random = new Random(SEED);
        strategy("hello.txt");
        for (int round = 0; round < ROUNDS; round++) {
            MusterChild recovery = recover();
            recovery.awaitWords("controller");
            MusterChild order =
                    MusterChild.start(
                            folder, "run", round % 2 == 0 ? "pause" : "resume", RUN, "--reason=x");
            TimeUnit.MILLISECONDS.sleep(random.nextInt(2_500));
            if (random.nextBoolean()) {
                recovery.kill();
                // one that nobody drives is taken up by a resume, which is then killed, too
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                order.kill();
            } else {
                order.kill();
                recovery.kill();
            }
        }
        MusterChild recovery = recover();
        awaitShow("driven by process");
        Files.createFile(folder.resolve("go"));
        Instant limit = Instant.now().plus(Duration.ofMinutes(2));
        while (recovery.isAlive() && Instant.now().isBefore(limit)) {
            if (show().contains("paused")) {
                ann.type("run resume " + RUN);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(recovery.end()).as(recovery.words()).isZero();
        assertThat(show()).contains("succeeded");
        assertThat(ordered()).doesNotHaveDuplicates();
        assertThat(orders(".json")).isEmpty();
        assertThat(folder.resolve("south/uploads/hello.txt")).hasContent("hello\n");
    }

    @Test
    void whatFailedIsTriedAgainSkippedOrDoneByHandWithAReason() throws Exception {
        strategy("hello.txt, missing.txt");
        Files.createFile(folder.resolve("go"));
        assertThat(ann.type("recover north-lost --yes").status()).isEqualTo(1);
        assertThat(show()).contains("* verify failed", "run north-lost-1 failed");
        String verify = RUN + " uploads-verify";
        assertThat(ann.type("run retry " + verify).err()).contains("MUS-5001", "--reason TEXT");
        assertThat(ann.type("run skip " + verify + " --reason= ").err()).contains("MUS-5001");
        assertThat(ann.type("run skip " + RUN + " shop-deploy --reason x").err())
                .contains("waits for uploads-verify");
        assertThat(ann.type("run skip " + RUN + " nope --reason x").err())
                .contains("has no step nope");
        assertThat(ann.type("run pause " + RUN).err()).contains("MUS-3117", "failed");
        assertThat(orders("")).as("what is refused early leaves nothing").isEmpty();

        assertThat(ann.type("run retry " + verify + " --reason looked").status()).isEqualTo(1);
        assertThat(show()).contains("* verify failed", "retry uploads-verify, because: looked");

        HomeOf.Said skipped =
                ann.type(words("run skip " + verify + " --output json --reason", "not needed"));
        assertThat(skipped.status()).as(skipped.err()).isEqualTo(1);
        dev.muster.app.docs.PublishedSchema.hold(skipped.out());
        assertThat(skipped.out()).contains("\"end\" : \"incomplete\"");
        assertThat(show())
                .contains("incomplete", "* verify skipped", "by ann, because: not needed")
                .contains("* deploy done");
        assertThat(ann.type("recover north-lost --yes").out() + ann.type("run list").out())
                .as("it is not begun anew")
                .contains("incomplete")
                .doesNotContain("north-lost-2");
        for (String event : ann.type("run show " + RUN + " --events").out().lines().toList()) {
            dev.muster.app.docs.PublishedSchema.hold(event);
        }
    }

    @Test
    void whatAPersonDidByHandCountsAsDone() throws Exception {
        strategy("missing.txt");
        Files.createFile(folder.resolve("go"));
        assertThat(ann.type("recover north-lost --yes").status()).isEqualTo(1);
        assertThat(
                        ann.type(words("run done " + RUN + " uploads-verify --saw", "all is there"))
                                .status())
                .isZero();
        assertThat(show()).contains("succeeded", "seen to be done by ann: all is there");
    }

    private static List<String> words(String line, String last) {
        return Stream.concat(Arrays.stream(line.split(" ")), Stream.of(last)).toList();
    }
}
