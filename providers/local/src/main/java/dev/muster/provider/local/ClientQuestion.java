package dev.muster.provider.local;

import dev.muster.model.Address;
import dev.muster.provider.local.kind.FrontDoorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// Asks the public address as a client does, over connections of its own.
final class ClientQuestion implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final String uri;

    ClientQuestion(FrontDoorSettings settings) {
        Address front = new Address(settings.host(), settings.port().number());
        this.uri = "http://" + front + settings.health();
    }

    String uri() {
        return uri;
    }

    /// Why the answer is not good; empty for a good one.
    Optional<String> complaint() {
        try {
            HttpRequest request = HttpRequest.newBuilder(new URI(uri)).timeout(PATIENCE).build();
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            boolean good = status >= 200 && status < 300;
            return good ? Optional.empty() : Optional.of(uri + " answers " + status);
        } catch (URISyntaxException e) {
            return Optional.of(uri + " is no URL");
        } catch (InterruptedException e) {
            // The caller sees the interrupt at its next look for a cancel.
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } catch (IOException e) {
            String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return Optional.of(uri + ": " + words);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
