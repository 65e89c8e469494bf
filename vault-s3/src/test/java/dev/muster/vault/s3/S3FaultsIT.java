package dev.muster.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.model.Secret;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.s3.BadLine.Answer;
import dev.muster.vault.s3.BadLine.CutBody;
import dev.muster.vault.s3.BadLine.CutReply;
import dev.muster.vault.s3.BadLine.Drop;
import dev.muster.vault.s3.BadLine.LoseReply;
import dev.muster.vault.s3.BadLine.Pass;
import dev.muster.vault.s3.BadLine.Silence;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.VaultStore.Put;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The store over a line that breaks.
class S3FaultsIT {
    private static final byte[] ONE = {1, 2, 3, 4};
    private static final byte[] TWO = {9};
    private static final int MOST_IN_A_ROW = 6;
    private static final S3Tuning HASTY =
            new S3Tuning(
                    5 << 20,
                    1000,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2));
    private static final S3Tuning IMPATIENT =
            new S3Tuning(
                    5 << 20,
                    1000,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1));

    private static S3Server server;
    private static int places;
    private BadLine line;
    private S3Store store;

    @BeforeAll
    static void start() {
        server = S3Server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws IOException {
        line = new BadLine(server.port());
        store = Stores.at(S3Server.url("faults-" + ++places, line.port()), HASTY);
    }

    @AfterEach
    void disconnect() throws IOException {
        line.close();
    }

    /// The same place over a line that works.
    private static S3Store healthy() {
        return Stores.at(server.url("faults-" + places));
    }

    @Test
    void aPutWhoseReplyWasLostIsOurs() {
        line.first("PUT", new LoseReply());
        assertThat(store.putIfAbsent("a/b", ONE)).isEqualTo(Put.STORED);
        assertThat(healthy().get("a/b")).contains(ONE);
        assertThat(line.count("PUT")).isEqualTo(2);
    }

    @Test
    void aPutThatNeverArrivedWhileAnotherDidIsNotOurs() {
        line.rule(request -> {
            if (request.method().equals("PUT") && line.count("PUT") == 1) {
                healthy().putIfAbsent("a/b", TWO);
                return new Drop();
            }
            return new Pass();
        });
        assertThat(store.putIfAbsent("a/b", ONE)).isEqualTo(Put.EXISTS);
        assertThat(healthy().get("a/b")).contains(TWO);
    }

    @Test
    void aNameThatIsFreedWhileWeLookIsTriedOnceMore() {
        healthy().putIfAbsent("a/b", TWO);
        line.rule(request -> {
            if (request.method().equals("GET") && line.count("GET") == 1) {
                healthy().delete("a/b");
            }
            return request.method().equals("PUT") && line.count("PUT") == 1
                    ? new Drop()
                    : new Pass();
        });
        assertThat(store.putIfAbsent("a/b", ONE)).isEqualTo(Put.STORED);
        assertThat(healthy().get("a/b")).contains(ONE);
    }

    @Test
    void aConflictIsTriedAgain() {
        Answer conflict = new Answer(409, "ConditionalRequestConflict");
        line.first("PUT", conflict, conflict);
        assertThat(store.putIfAbsent("a/b", ONE)).isEqualTo(Put.STORED);
        assertThat(line.count("PUT")).isEqualTo(3);
    }

    @Test
    void aStorageThatIsBusyIsTriedAgain() {
        line.first("GET", new Answer(503, "SlowDown"), new Answer(500, "InternalError"));
        assertThat(store.get("a/b")).isEmpty();
        line.first("PUT", new Answer(503, "SlowDown"), new Answer(429, "TooManyRequests"));
        assertThat(store.putIfAbsent("a/b", ONE)).isEqualTo(Put.STORED);
    }

    @Test
    void aBodyThatWasCutIsNeverVisible() {
        byte[] content = random(3 << 20);
        line.rule(once("PUT", new CutBody(), () -> assertThat(healthy().list("")).isEmpty()));
        assertThat(store.putIfAbsent("a/b", content)).isEqualTo(Put.STORED);
        assertThat(Arrays.equals(healthy().get("a/b").orElseThrow(), content)).isTrue();
    }

    private BadLine.Rule once(String method, BadLine.Fate fate, Runnable before) {
        return request -> {
            if (request.method().equals(method) && line.count(method) == 1) {
                return fate;
            }
            before.run();
            return new Pass();
        };
    }

    @Test
    void aReplyThatWasCutIsReadAgain() {
        byte[] content = random(3 << 20);
        healthy().putIfAbsent("a/b", content);
        line.first("GET", new CutReply(1 << 20), new CutReply(0), new Drop());
        assertThat(Arrays.equals(store.get("a/b").orElseThrow(), content)).isTrue();
        line.forget();
        line.first("GET", new CutReply(100));
        assertThat(store.range("a/b", 1 << 20, 4096))
                .contains(Arrays.copyOfRange(content, 1 << 20, (1 << 20) + 4096));
        assertThat(line.count("GET")).isEqualTo(2);
    }

    @Test
    void aLineThatGoesSilentIsLeft() {
        line.first("PUT", new Silence());
        assertThat(store.putIfAbsent("a/b", ONE)).isEqualTo(Put.STORED);
        line.first("GET", new Silence());
        assertThat(store.get("a/b")).contains(ONE);
    }

    @Test
    void aDeleteWhoseReplyWasLostIsDone() {
        healthy().putIfAbsent("a/b", ONE);
        line.first("DELETE", new LoseReply());
        store.delete("a/b");
        assertThat(healthy().exists("a/b")).isFalse();
    }

    @Test
    void aListIsWholeOverABrokenLine() {
        for (int i = 0; i < 20; i++) {
            healthy().putIfAbsent("a/" + (10 + i), ONE);
        }
        S3Store paging = Stores.at(S3Server.url("faults-" + places, line.port()));
        line.rule(request -> line.count("GET") % 2 == 1 ? new CutReply(30) : new Pass());
        assertThat(paging.list("a/")).hasSize(20);
    }

    @Test
    void aLargeObjectSurvivesLostRepliesAtEachRequest() {
        byte[] content = random(13 << 20);
        line.rule(largeObjectRule());
        assertThat(store.putIfAbsent("packs/l", content)).isEqualTo(Put.STORED);
        assertThat(Arrays.equals(healthy().get("packs/l").orElseThrow(), content)).isTrue();
    }

    /// Loses the reply to the beginning, to the first part, and to the end.
    private BadLine.Rule largeObjectRule() {
        return request -> {
            boolean begin = request.is("POST", "uploads") && count("POST", "uploads") == 1;
            boolean part = request.is("PUT", "partNumber=1") && count("PUT", "partNumber=1") == 1;
            boolean end = request.is("POST", "uploadId") && count("POST", "uploadId") == 1;
            return begin || part || end ? new LoseReply() : new Pass();
        };
    }

    private long count(String method, String part) {
        return line.seen().stream().filter(it -> it.is(method, part)).count();
    }

    @Test
    void ofTwoThatStoreALargeObjectTheSecondFindsItTaken() {
        byte[] content = random(13 << 20);
        line.rule(request -> {
            if (request.is("POST", "uploadId")) {
                healthy().putIfAbsent("packs/l", TWO);
            }
            return new Pass();
        });
        assertThat(store.putIfAbsent("packs/l", content)).isEqualTo(Put.EXISTS);
        assertThat(healthy().get("packs/l")).contains(TWO);
        assertThat(count("DELETE", "uploadId")).as("the parts are dropped").isEqualTo(1);
    }

    @Test
    void whatIsSetAsideIsNotFreedOnceAnotherMendedIt() {
        healthy().putIfAbsent("a/b", ONE);
        line.rule(request -> {
            if (request.method().equals("DELETE")) {
                healthy().delete("a/b");
                healthy().putIfAbsent("a/b", TWO);
            }
            return new Pass();
        });
        store.setAside("a/b");
        assertThat(healthy().get("corrupt/a/b.1")).contains(ONE);
        assertThat(healthy().get("a/b")).contains(TWO);
    }

    @Test
    void bytesThatDoNotFitTheNameOfAPackAreRefused() {
        String hash = "9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a";
        assertThat(store.putIfAbsent("packs/9f/" + hash, ONE)).isEqualTo(Put.STORED);
        String other = hash.replace('9', '8');
        assertThatThrownBy(() -> store.putIfAbsent("packs/8f/" + other, ONE))
                .isInstanceOf(MusterException.class);
        assertThat(healthy().exists("packs/8f/" + other)).isFalse();
    }

    @Test
    void requestsAreCounted() {
        assertThat(line.seen()).as("nothing is sent before first use").isEmpty();
        store.putIfAbsent("a/b", ONE);
        assertThat(line.seen()).hasSize(1);
        store.putIfAbsent("a/b", ONE);
        assertThat(line.seen()).as("a name that is taken").hasSize(2);
        store.get("a/b");
        store.range("a/b", 1, 2);
        store.exists("a/b");
        assertThat(line.seen()).hasSize(5);
        assertThat(line.count("GET")).isEqualTo(3);
    }

    @Test
    void anAbsentBucketIsNamed() {
        S3Store none = Stores.at(S3Server.url("x", line.port()).replace("vaults", "no-such"));
        refused(() -> none.get("a"), S3Errors.NO_BUCKET, "no-such");
        refused(() -> none.exists("a"), S3Errors.NO_BUCKET, "no-such");
        refused(() -> none.list(""), S3Errors.NO_BUCKET, "no-such");
        refused(() -> none.putIfAbsent("a", ONE), S3Errors.NO_BUCKET, "no-such");
    }

    @Test
    void wrongCredentialsAreDeniedAndNeverPrinted() {
        S3Credentials wrong =
                new S3Credentials(S3Server.CREDENTIALS.accessKey(), new Secret("wrongSecretKey"));
        S3Store denied = Stores.at(server.url("x"), HASTY, wrong);
        refused(() -> denied.get("a"), S3Errors.DENIED, "SignatureDoesNotMatch");
        refused(() -> denied.putIfAbsent("a", ONE), S3Errors.DENIED, "403");
        assertThat(wrong.toString()).doesNotContain("wrongSecretKey");
        assertThatThrownBy(() -> denied.get("a"))
                .satisfies(told ->
                        assertThat(told.toString() + ((MusterException) told).hint())
                                .doesNotContain("wrongSecretKey")
                                .doesNotContain(S3Server.CREDENTIALS.accessKey().reveal()));
    }

    @Test
    void aWrongClockIsTold() {
        Answer skewed = new Answer(403, "RequestTimeTooSkewed");
        line.rule(request -> skewed);
        S3Store store = Stores.at(S3Server.url("x", line.port()), IMPATIENT);
        refused(() -> store.get("a"), S3Errors.CLOCK_SKEW, "clock");
    }

    @Test
    void aBucketOfAnotherRegionIsToldWithItsRegion() {
        line.rule(request ->
                new Answer(
                        301,
                        "PermanentRedirect",
                        "elsewhere",
                        List.of("x-amz-bucket-region: eu-central-1")));
        refused(() -> store.get("a"), S3Errors.WRONG_REGION, "another region");
        line.rule(request ->
                new Answer(
                        400,
                        "AuthorizationHeaderMalformed",
                        "the region 'us-east-1' is wrong; expecting 'eu-central-1'",
                        List.of()));
        assertThatThrownBy(() -> store.get("a"))
                .satisfies(told ->
                        assertThat(((MusterException) told).hint())
                                .contains("region=eu-central-1"));
    }

    @Test
    void aFullStorageIsToldAtOnce() {
        line.rule(request -> new Answer(507, "XMinioStorageFull"));
        refused(() -> store.putIfAbsent("a", ONE), VaultErrors.NO_SPACE, "store a");
        assertThat(line.count("PUT")).isEqualTo(1);
    }

    @Test
    void aStorageThatDoesNotKnowConditionsIsTold() {
        line.rule(request -> new Answer(501, "NotImplemented"));
        refused(() -> store.putIfAbsent("a", ONE), VaultErrors.STORE_LIES, "store a");
    }

    @Test
    void anEndPointThatDoesNotAnswerIsUnreachableAndThenFailsFast() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        S3Store gone = Stores.at(S3Server.url("x", port), IMPATIENT);
        refused(() -> gone.get("a"), VaultErrors.UNREACHABLE, "127.0.0.1:" + port);
        refused(() -> gone.list(""), VaultErrors.UNREACHABLE, "given up a moment ago");
    }

    @Test
    void aStorageThatWasGivenUpIsAskedAgainLater() throws Exception {
        line.rule(request -> new Drop());
        S3Store store = Stores.at(S3Server.url("faults-" + places, line.port()), IMPATIENT);
        refused(() -> store.get("a"), VaultErrors.UNREACHABLE, "tries");
        line.rule(request -> new Pass());
        long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!answers(store) && System.nanoTime() < limit) {
            Thread.sleep(100);
        }
        assertThat(store.get("a")).isEmpty();
    }

    private static boolean answers(S3Store store) {
        try {
            store.get("a");
            return true;
        } catch (MusterException resting) {
            return false;
        }
    }

    @Test
    void anUnknownHostIsUnreachable() {
        S3Store gone =
                Stores.at("s3://vaults?region=x&endpoint=http://no-such-host.invalid", IMPATIENT);
        refused(() -> gone.get("a"), VaultErrors.UNREACHABLE, "no-such-host.invalid");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void anythingMayBreakAtAnyRequestAndWhatWasAcknowledgedIsThere(int round) {
        long seed = Long.getLong("muster.seed", System.nanoTime()) + round;
        Random random = new Random(seed);
        line.rule(breaking(random));
        for (int i = 0; i < 25; i++) {
            byte[] content = random(1 + i * 1000);
            assertThat(store.putIfAbsent("o/" + i, content))
                    .as("seed " + seed)
                    .isEqualTo(Put.STORED);
            assertThat(healthy().get("o/" + i)).as("seed " + seed).contains(content);
            assertThat(store.get("o/" + i)).as("seed " + seed).contains(content);
        }
        assertThat(store.list("o/")).as("seed " + seed).hasSize(25);
        assertThat(store.list("o/")).extracting(StoredObject::bytes).contains(1L, 24_001L);
    }

    /// Breaks some requests, but no more in a row than patience allows for: a line that never works
    /// is rightly given up.
    private static BadLine.Rule breaking(Random random) {
        AtomicInteger row = new AtomicInteger();
        return request -> {
            BadLine.Fate fate =
                    switch (random.nextInt(12)) {
                        case 0 -> new Drop();
                        case 1 -> new LoseReply();
                        case 2 -> new CutBody();
                        case 3 -> new CutReply(random.nextInt(20));
                        case 4 -> new Answer(503, "SlowDown");
                        default -> new Pass();
                    };
            boolean passes = fate instanceof Pass || row.incrementAndGet() > MOST_IN_A_ROW;
            if (passes) {
                row.set(0);
            }
            return passes ? new Pass() : fate;
        };
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void refused(Runnable work, ErrorCode code, String part) {
        assertThatThrownBy(work::run).satisfies(is(code)).hasMessageContaining(part);
    }

    private static Consumer<Throwable> is(ErrorCode code) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(MusterException.class);
            assertThat(((MusterException) thrown).code()).as(thrown.getMessage()).isEqualTo(code);
        };
    }
}
