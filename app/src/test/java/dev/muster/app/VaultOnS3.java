package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.TwoRegions.Protection;
import dev.muster.app.docs.PublishedSchema;
import dev.muster.vault.s3.BadLine;
import dev.muster.vault.s3.BadLine.Drop;
import dev.muster.vault.s3.BadLine.Pass;
import dev.muster.vault.s3.BadLine.Silence;
import dev.muster.vault.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The program with its vault in buckets, over lines that are watched and broken.
@Timeout(600)
abstract class VaultOnS3 {
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "AWS_ACCESS_KEY_ID",
                    S3Server.CREDENTIALS.accessKey().reveal(),
                    "AWS_SECRET_ACCESS_KEY",
                    S3Server.CREDENTIALS.secretKey().reveal());
    private static int places;

    @TempDir Path temporary;
    private Path folder;
    private BadLine north;
    private BadLine south;

    /// Of the storage.
    abstract int port();

    @BeforeEach
    void connect() throws IOException {
        places++;
        folder = temporary.toRealPath();
        north = new BadLine(port());
        south = new BadLine(port());
        Files.writeString(folder.resolve("access"), S3Server.CREDENTIALS.accessKey().reveal());
        Files.writeString(folder.resolve("secret"), S3Server.CREDENTIALS.secretKey().reveal());
    }

    @AfterEach
    void disconnect() throws IOException {
        north.close();
        south.close();
    }

    private static String url(String region, BadLine line) {
        return "url: \"" + S3Server.url("app-" + places + "/" + region, line.port()) + "\"";
    }

    /// Its credentials come from the strategy; those of the south from the environment.
    private String inNorth() {
        return url("north", north)
                + "\n    credentials:"
                + " { access-key: \"${file:access}\", secret-key: \"${file:secret}\" }";
    }

    @Test
    void whatWasAcknowledgedComesBackFromABucketAlone() throws Exception {
        Protection protection =
                new Protection(
                        inNorth(),
                        url("south", south),
                        "capture-from: north, ship: \"every 1s\", durability: region,"
                                + " synchronous: true, on-capture-lost: stall");
        try (TwoRegions regions = TwoRegions.start(folder, protection)) {
            succeeds("vault", "init");
            assertThat(north.seen()).isNotEmpty();
            MusterChild serve = start("serve");
            serve.awaitWords("new in the vault");
            serve.awaitWords("commits wait for the capture");
            Set<Long> acknowledged = write(regions);
            assertThat(succeeds("points", "db").out()).contains("Any moment from ");
            assertThat(serve.kill()).as(serve.words()).isTrue();

            regions.loseNorth();
            north.rule(request -> new Drop());
            // a bare machine: the strategy and the keys are all that there is
            delete(folder.resolve("state"));
            succeeds("recover", "north-lost", "--yes");

            assertThat(regions.recoveredNumbers().keySet()).containsAll(acknowledged);
            assertThat(regions.recoveredNumbers().values()).containsOnly(1L);
        }
    }

    /// While clients commit, log goes out and nothing is listed. What the backup before began, a
    /// look at what the copies owe, may still be under way at first.
    private Set<Long> write(TwoRegions regions) throws Exception {
        try (NumberWriter writer = new NumberWriter(regions)) {
            long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            do {
                south.forget();
                writer.awaitMore();
                writer.awaitMore();
            } while (!onlyLogs(south.seen()) && System.nanoTime() < limit);
            south.forget();
            for (int i = 0; i < 5; i++) {
                writer.awaitMore();
            }
            List<BadLine.Seen> seen = south.seen();
            assertThat(seen).anyMatch(it -> it.is("PUT", "/logs/"));
            assertThat(seen).noneMatch(it -> it.path().contains("list-type"));
            assertThat(onlyLogs(seen)).as(seen.toString()).isTrue();
            return writer.acknowledged();
        }
    }

    private static boolean onlyLogs(List<BadLine.Seen> seen) {
        return seen.stream().allMatch(it -> it.path().contains("/logs/"));
    }

    @Test
    void aFolderAndABucketMayBeCopiesOfOneVault() throws Exception {
        Protection protection =
                new Protection(
                        "url: \"file://" + folder + "/north/vault\"",
                        url("south", south),
                        "capture-from: south, ship: stream, durability: region");
        try (TwoRegions regions = TwoRegions.start(folder, protection)) {
            succeeds("vault", "init");
            succeeds("vault", "init");
            assertThat(succeeds("vault", "info").out())
                    .contains("north  nothing  not enforced  not enforced  none")
                    .contains("south  nothing  not enforced  not enforced  none")
                    .contains("s3://vaults/app-");
            PublishedSchema.hold(succeeds("vault", "info", "--output", "json").out());
            assertThat(succeeds("vault", "policy", "--janitor", "j").words())
                    .contains("not enforced; a folder takes no policy")
                    .contains("arn:aws:s3:::vaults/app-")
                    .contains("s3:DeleteObjectVersion");
            PublishedSchema.hold(succeeds("vault", "policy", "--output", "json").out());
            PublishedSchema.hold(succeeds("vault", "lock", "--output", "json").out());
            south.rule(request -> new Drop());
            assertThat(lacking("backup", "db").out())
                    .contains("the copy in south does not have it", "vault copies --catch-up");
            PublishedSchema.hold(lacking("backup", "db", "--output", "json").out());
            assertThat(south.count("PUT")).isPositive();
            assertThat(succeeds("vault", "info").out()).contains("south  does not answer");
            south.rule(request -> new Pass());
            succeeds("backup", "db");

            regions.loseNorth();
            assertThat(succeeds("points", "db").out()).contains("db-1-3");
            succeeds("restore", "db", "--into", folder + "/restored");
            assertThat(folder.resolve("restored/global/pg_control")).exists();
        }
    }

    /// Slow is half a second for each answer; silent is a copy that takes requests and never
    /// answers, as behind a line that is cut.
    @Test
    void aCopyThatIsSlowOrSilentIsWaitedForNoLongerThanSaid() throws Exception {
        UploadsFolder uploads =
                new UploadsFolder(
                        folder,
                        S3Server.url("app-" + places + "/south", south.port()),
                        ENVIRONMENT);
        uploads.done("vault", "init");
        south.rule(VaultOnS3::late);
        assertThat(uploads.done("backup").words()).doesNotContain("MUS-");
        assertThat(succeeds("vault", "copies").words()).doesNotContain("owes");

        uploads.change("while the south is silent");
        south.rule(request -> new Silence());
        Instant begun = Instant.now();
        MusterChild backup = lacking("backup");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMinutes(3));
        assertThat(backup.out()).contains("uploads: the copy in south does not have it: MUS-");
        assertThat(uploads.restored("")).isEqualTo("while the south is silent");

        south.rule(request -> new Pass());
        succeeds("vault", "copies", "--catch-up");
        Files.move(folder.resolve("north"), folder.resolve("lost"));
        assertThat(uploads.restored("")).isEqualTo("while the south is silent");
    }

    private static Pass late(BadLine.Seen request) {
        try {
            Thread.sleep(Duration.ofMillis(500));
        } catch (InterruptedException e) {
            throw new IllegalStateException(request.toString(), e);
        }
        return new Pass();
    }

    @Test
    void whatIsWrongWithABucketIsTold() throws Exception {
        Protection protection =
                new Protection(
                        url("north", north).replace("vaults", "no-such-bucket"),
                        url("south", south),
                        "capture-from: south");
        try (TwoRegions _ = TwoRegions.start(folder, protection)) {
            MusterChild init = start("vault", "init");
            assertThat(init.end()).as(init.words()).isEqualTo(4);
            assertThat(init.err()).contains("MUS-2040", "no-such-bucket");
            assertThat(init.words())
                    .doesNotContain(S3Server.CREDENTIALS.secretKey().reveal())
                    .doesNotContain("SLF4J");
        }
    }

    private static void delete(Path tree) throws IOException {
        for (Path file : Leftovers.files(tree)) {
            Files.delete(file);
        }
    }

    private MusterChild start(String... words) throws IOException {
        return MusterChild.start(folder, ENVIRONMENT, words);
    }

    /// A backup that did not reach every copy.
    private MusterChild lacking(String... words) throws Exception {
        MusterChild child = start(words);
        assertThat(child.end()).as("%s: %s", List.of(words), child.words()).isOne();
        return child;
    }

    private MusterChild succeeds(String... words) throws Exception {
        MusterChild child = start(words);
        assertThat(child.end()).as("%s: %s", List.of(words), child.words()).isZero();
        return child;
    }
}
