package dev.muster.drill.client;

import dev.muster.model.Timing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Writes numbered orders to a public address and asks it all along, through every outage.
///
/// Once given a number, an order is sent until it is acknowledged, always under the same number:
/// the application takes each number once. Probes are asked at their time whether or not those
/// before were answered, so that a hanging one hides nothing.
public final class OutsideClient implements AutoCloseable {
    private final Settings settings;
    private final Ledger ledger;
    private final AnswerLog answers;
    private final Timing timing;
    private final SteadyClock clock;
    private final HttpClient http;
    private final AtomicLong nextNumber;
    private final List<Thread> threads = new ArrayList<>();

    /// What a client is told; it knows nothing else.
    ///
    /// @param address the public one, such as `http://127.0.0.1:8080`
    /// @param orders path that takes orders
    /// @param probe path that is asked whether it serves
    /// @param firstNumber the number of the first order
    /// @param writers how many write at once
    /// @param orderEvery how long each writer waits from one order to the next
    /// @param retryEvery how long a writer waits before it sends the same order again
    /// @param probeEvery how often it asks
    /// @param patience after which a question counts as not answered
    public record Settings(
            URI address,
            String orders,
            String probe,
            long firstNumber,
            int writers,
            Duration orderEvery,
            Duration retryEvery,
            Duration probeEvery,
            Duration patience) {}

    public OutsideClient(Settings settings, Ledger ledger, AnswerLog answers, Timing timing) {
        this.settings = settings;
        this.ledger = ledger;
        this.answers = answers;
        this.timing = timing;
        this.clock = new SteadyClock(timing);
        this.nextNumber = new AtomicLong(settings.firstNumber());
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.patience())
                        .build();
    }

    /// Begins; the work goes on in threads of its own until it is closed.
    public synchronized void start() {
        threads.add(Thread.ofVirtual().name("probes").start(this::probe));
        for (int i = 0; i < settings.writers(); i++) {
            threads.add(Thread.ofVirtual().name("writer-" + i).start(this::write));
        }
    }

    private void probe() {
        HttpRequest question = request(settings.probe()).GET().build();
        long next = timing.nanos();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.ofVirtual().start(() -> ask(Answer.Question.PROBE, question));
                next += settings.probeEvery().toNanos();
                timing.pause(Duration.ofNanos(Math.max(0, next - timing.nanos())));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long start = timing.nanos();
                place(Order.of(nextNumber.getAndIncrement()));
                long left = settings.orderEvery().toNanos() - (timing.nanos() - start);
                timing.pause(Duration.ofNanos(Math.max(0, left)));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void place(Order order) throws InterruptedException {
        HttpRequest question =
                request(settings.orders())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(order.form()))
                        .build();
        // Before it is sent: what arrived of it must never be unknown to the ledger.
        ledger.sent(order, clock.now());
        while (true) {
            Answer answer = ask(Answer.Question.ORDER, question);
            if (answer.good()) {
                ledger.acknowledged(order, answer.answeredAt());
                return;
            }
            timing.pause(settings.retryEvery());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(settings.address().resolve(path))
                .timeout(settings.patience());
    }

    private Answer ask(Answer.Question what, HttpRequest question) {
        Instant asked = clock.now();
        boolean good = false;
        String detail;
        try {
            int status = http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode();
            good = status >= 200 && status < 300;
            detail = Integer.toString(status);
        } catch (IOException e) {
            detail = e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            detail = "closed";
        }
        Answer answer = new Answer(what, asked, clock.now(), good, detail);
        if (!detail.equals("closed")) {
            answers.add(answer);
        }
        return answer;
    }

    /// Ends asking and writing. Orders under way stay unacknowledged. The books are the caller's.
    @Override
    public synchronized void close() {
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= !joined(thread);
        }
        http.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it ended before we were asked to end too.
    private static boolean joined(Thread thread) {
        try {
            thread.join();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
