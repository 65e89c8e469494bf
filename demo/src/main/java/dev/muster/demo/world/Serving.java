package dev.muster.demo.world;

import dev.muster.demo.DemoErrors;
import dev.muster.model.Address;
import dev.muster.model.Timing;
import dev.muster.processes.ProcessRecord;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/// Waits until a program of the demo answers well.
record Serving(ProcessRecord record, Address address, String path, Timing timing) {
    private static final Duration TAKES_AT_MOST = Duration.ofSeconds(60);
    private static final Duration ASK_EVERY = Duration.ofMillis(20);
    private static final int PATIENCE_MILLIS = 2_000;

    void await() throws InterruptedException {
        long deadline = timing.nanos() + TAKES_AT_MOST.toNanos();
        while (!isGood()) {
            if (!record.isAlive() || timing.nanos() > deadline) {
                throw DemoErrors.PROGRAM.error(
                        record.name() + " does not serve at " + address, "tail " + record.log());
            }
            timing.pause(ASK_EVERY);
        }
    }

    private boolean isGood() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://" + address + path).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestProperty("Connection", "close");
            int status = connection.getResponseCode();
            connection.disconnect();
            return status >= 200 && status < 300;
        } catch (IOException notYet) {
            return false;
        }
    }
}
