package dev.muster.demo.client;

import dev.muster.demo.MachineTiming;
import dev.muster.drill.client.AnswerLog;
import dev.muster.drill.client.Ledger;
import dev.muster.drill.client.OutsideClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// The outside client's program: `ADDRESS LEDGER ANSWERS FIRST-NUMBER WRITERS ORDER-EVERY-MILLIS`.
/// Runs until it is stopped. Started again with the same ledger, it goes on behind its last number.
public final class OutsideClientMain {
    /// How often the client asks whether the service is there.
    public static final Duration ASK_EVERY = Duration.ofMillis(50);

    private static final Duration RETRY_EVERY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private OutsideClientMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path ledgerFile = Path.of(arguments[1]);
        long first = Ledger.highest(Ledger.read(ledgerFile), Long.parseLong(arguments[3]) - 1) + 1;
        OutsideClient.Settings settings =
                new OutsideClient.Settings(
                        URI.create(arguments[0]),
                        "/orders",
                        "/health",
                        first,
                        Integer.parseInt(arguments[4]),
                        Duration.ofMillis(Long.parseLong(arguments[5])),
                        RETRY_EVERY,
                        ASK_EVERY,
                        PATIENCE);
        try (Ledger ledger = new Ledger(ledgerFile);
                AnswerLog answers = new AnswerLog(Path.of(arguments[2]));
                OutsideClient client =
                        new OutsideClient(settings, ledger, answers, new MachineTiming())) {
            client.start();
            // Its threads do the work; this one only keeps the program alive.
            Thread.currentThread().join();
        }
    }
}
