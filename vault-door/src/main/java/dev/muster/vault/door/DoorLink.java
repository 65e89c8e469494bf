package dev.muster.vault.door;

import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.store.Retries;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.IntPredicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Sends requests to a door, and sends them again where that can help. Safe for many threads.
final class DoorLink {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /// Requests on their way at once. Each has a connection of its own, and a server that is asked
    /// for thousands of handshakes at once answers none of them in time.
    private static final int IN_FLIGHT = 16;

    /// Bytes a second that a line is expected to carry at least.
    private static final int SLOWEST = 64 << 10;

    private final URI base;
    private final String address;
    private final String token;
    private final Timing timing;
    private final DoorTuning tuning;
    private final HttpClient client;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final Retries retries;

    /// @param token as it is shown; empty where there is none
    /// @param tls empty for a bare line, in tests
    DoorLink(
            URI base,
            String address,
            String token,
            @Nullable SSLContext tls,
            Timing timing,
            DoubleSupplier jitter,
            DoorTuning tuning) {
        this.base = base;
        this.address = address;
        this.token = token;
        this.timing = timing;
        this.tuning = tuning;
        this.retries = new Retries(timing, jitter, FIRST_PAUSE, LONGEST_PAUSE);
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(tuning.connect())
                        .executor(Executors.newVirtualThreadPerTaskExecutor());
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.client = builder.build();
    }

    String address() {
        return address;
    }

    /// A request to a path, without its method.
    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + token);
    }

    /// An answer.
    static final class Answer {
        private final int status;
        private final byte[] body;
        private final boolean again;

        Answer(HttpResponse<byte[]> response, boolean again) {
            this.status = response.statusCode();
            this.body = response.body();
            this.again = again;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }

        /// Whether an earlier try failed, perhaps after it took effect.
        boolean again() {
            return again;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// @param doing like `store packs/ab/abcd`
    /// @param bytes that pass in either direction
    /// @param wanted the answers that the caller understands
    /// @throws MusterException for all others, and if none came in time
    Answer send(String doing, HttpRequest.Builder request, long bytes, IntPredicate wanted) {
        room.acquireUninterruptibly();
        try {
            return admitted(doing, request.build(), bytes, wanted);
        } finally {
            room.release();
        }
    }

    /// Patience begins here: others that were in the way do not count.
    private Answer admitted(String doing, HttpRequest built, long bytes, IntPredicate wanted) {
        long began = timing.nanos();
        retries.requireRested(this::address, doing);
        for (int attempt = 1; ; attempt++) {
            Duration pause = retries.pause(attempt);
            boolean last = retries.hasGivenUp() || retries.isLate(began, pause, tuning.patience());
            try {
                HttpResponse<byte[]> response = exchange(built, bytes);
                retries.answered();
                if (wanted.test(response.statusCode())) {
                    return new Answer(response, attempt > 1);
                }
                if (!mayPass(response.statusCode()) || last) {
                    throw DoorFaults.of(address, doing, response);
                }
            } catch (IOException e) {
                boolean unconnected = DoorFaults.isUnconnected(e);
                if (DoorFaults.isFinal(e)
                        || last
                        || (unconnected && retries.isLate(began, pause, tuning.connect()))) {
                    MusterException told = DoorFaults.of(address, doing, attempt, e);
                    retries.giveUp(told);
                    throw told;
                }
            }
            retries.await(pause, doing);
        }
    }

    private static boolean mayPass(int status) {
        return status == Words.UNREACHABLE || status == Words.OTHER_BYTES || status == 429;
    }

    /// The client's own limit ends with the headers; this one with the last byte.
    private HttpResponse<byte[]> exchange(HttpRequest request, long bytes) throws IOException {
        long limit = tuning.silence().toMillis() + bytes * 1000 / SLOWEST;
        CompletableFuture<HttpResponse<byte[]>> running =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return running.get(limit, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer in " + limit + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VaultErrors.CANCELLED.error(
                    "the request to " + address + " was cancelled", "", e);
        } finally {
            running.cancel(true);
        }
    }
}
