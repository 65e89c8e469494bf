package dev.muster.vault.door;

import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.vault.VaultErrors;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.IntPredicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Sends requests to a door, and sends them again where that can help. Safe for many threads.
final class DoorLink {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /// How long nothing is sent after the door could not be reached: a recovery asks a lost
    /// region's copy again and again.
    private static final Duration REST = Duration.ofSeconds(5);

    /// Requests on their way at once. Each has a connection of its own, and a server that is asked
    /// for thousands of handshakes at once answers none of them in time.
    private static final int IN_FLIGHT = 16;

    /// Bytes a second that a line is expected to carry at least.
    private static final int SLOWEST = 64 << 10;

    private final URI base;
    private final String address;
    private final String token;
    private final Timing timing;
    private final DoubleSupplier jitter;
    private final DoorTuning tuning;
    private final HttpClient client;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final AtomicReference<@Nullable GivenUp> givenUp = new AtomicReference<>();

    private record GivenUp(long at, MusterException why) {}

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
        this.jitter = jitter;
        this.tuning = tuning;
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
        rest(doing);
        for (int attempt = 1; ; attempt++) {
            Duration pause = pause(attempt);
            boolean last = givenUp.get() != null || isLate(began, pause, tuning.patience());
            try {
                HttpResponse<byte[]> response = exchange(built, bytes);
                givenUp.set(null);
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
                        || (unconnected && isLate(began, pause, tuning.connect()))) {
                    MusterException told = DoorFaults.of(address, doing, attempt, e);
                    givenUp.set(new GivenUp(timing.nanos(), told));
                    throw told;
                }
            }
            await(pause, doing);
        }
    }

    private boolean isLate(long began, Duration pause, Duration patience) {
        return timing.nanos() - began + pause.toNanos() > patience.toNanos();
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

    private void rest(String doing) {
        GivenUp last = givenUp.get();
        if (last != null && timing.nanos() - last.at() < REST.toNanos()) {
            throw VaultErrors.UNREACHABLE.error(
                    address + " was given up a moment ago, and is not asked to " + doing,
                    last.why().hint(),
                    last.why());
        }
    }

    /// Doubles each time, between half and all of it.
    private Duration pause(int attempt) {
        long longest =
                Math.min(
                        LONGEST_PAUSE.toNanos(),
                        FIRST_PAUSE.toNanos() << Math.min(attempt - 1, 10));
        return Duration.ofNanos((long) (longest * (0.5 + jitter.getAsDouble() / 2)));
    }

    private void await(Duration pause, String doing) {
        try {
            timing.pause(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw VaultErrors.CANCELLED.error("the request to " + doing + " was cancelled", "", e);
        }
    }
}
