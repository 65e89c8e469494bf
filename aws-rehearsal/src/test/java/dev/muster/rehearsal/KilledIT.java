package dev.muster.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.rehearsal.world.Account;
import dev.muster.testkit.RealTiming;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A rehearsal in a process of its own, which is killed while it is written to.
class KilledIT {
    private static final String WEST = "eu-west-1";
    private static final int ROUNDS = 3;

    @TempDir private Path folder;

    /// What the other process runs.
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws Exception {
            RehearsalAws aws = RehearsalAws.start(Path.of(args[0]), new RealTiming());
            Account account = aws.account();
            System.out.println(aws.endpoint() + " " + account.accessKey() + " " + account.secret());
            Thread.currentThread().join();
        }
    }

    private Process process() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static S3Client client(BufferedReader said) throws Exception {
        String[] words = said.readLine().split(" ");
        return Clients.of(
                S3Client.builder(),
                URI.create(words[0]),
                WEST,
                new Account("123456789012", words[1], words[2]));
    }

    @Test
    void whatWasAcknowledgedSurvivesAKillAtAnyMoment() throws Exception {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            Process process = process();
            try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
                    S3Client s3 = client(said)) {
                if (round == 0) {
                    s3.createBucket(it ->
                            it.bucket("things")
                                    .createBucketConfiguration(c -> c.locationConstraint(WEST)));
                }
                check(s3, acknowledged, seed);
                int prefix = round;
                Thread writer = Thread.ofPlatform().start(() -> write(s3, prefix, acknowledged));
                int wanted = acknowledged.size() + 5 + random.nextInt(40);
                while (acknowledged.size() < wanted && writer.isAlive()) {
                    Thread.sleep(1);
                }
                assertThat(writer.isAlive()).as("the writer ended by itself").isTrue();
                process.destroyForcibly();
                writer.join();
            } finally {
                process.destroyForcibly();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        try (RehearsalAws aws = RehearsalAws.start(folder, new RealTiming());
                S3Client s3 = Clients.s3(aws, WEST)) {
            check(s3, acknowledged, seed);
        }
    }

    /// Until the other side dies.
    private static void write(S3Client s3, int round, Map<String, String> acknowledged) {
        try {
            for (int i = 0; ; i++) {
                String key = "key-%d-%06d".formatted(round, i);
                String text = key.repeat(1 + i % 50);
                s3.putObject(it -> it.bucket("things").key(key), RequestBody.fromString(text));
                acknowledged.put(key, text);
            }
        } catch (SdkException e) {
            return; // killed
        }
    }

    private static void check(S3Client s3, Map<String, String> acknowledged, long seed) {
        assertThat(
                        s3.listObjectsV2Paginator(it -> it.bucket("things")).contents().stream()
                                .map(S3Object::key)
                                .toList())
                .as("seed %d", seed)
                .containsAll(acknowledged.keySet());
        acknowledged.forEach((key, text) ->
                assertThat(s3.getObjectAsBytes(it -> it.bucket("things").key(key)).asUtf8String())
                        .isEqualTo(text));
    }
}
