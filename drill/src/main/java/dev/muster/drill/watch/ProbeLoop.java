package dev.muster.drill.watch;

import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.Timing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;

/// Asks one address again and again, from this place.
///
/// @param address 200 to 299 is good
/// @param every from one question to the next, where the answer is there in time
/// @param timeout after which no answer counts as a bad one
public record ProbeLoop(
        ProbeId probe, RegionId place, URI address, Duration every, Duration timeout) {

    /// Asks until the thread is interrupted.
    ///
    /// @param seen gets every sighting, in order, on this thread
    public void run(Timing timing, Consumer<Sighting> seen) throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(address).timeout(timeout).build();
        try (HttpClient http = client()) {
            while (true) {
                long asked = timing.nanos();
                boolean good = ask(http, question);
                long answered = timing.nanos();
                seen.accept(
                        new Sighting(
                                probe,
                                place,
                                Duration.ofNanos(asked),
                                Duration.ofNanos(answered),
                                good));
                timing.pause(Duration.ofNanos(Math.max(0, every.toNanos() - (answered - asked))));
            }
        }
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    private static boolean ask(HttpClient http, HttpRequest question) throws InterruptedException {
        try {
            int status = http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException unanswered) {
            return false;
        }
    }
}
