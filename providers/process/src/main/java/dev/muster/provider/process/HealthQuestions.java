package dev.muster.provider.process;

import dev.muster.model.Address;
import dev.muster.provider.process.kind.Health;
import dev.muster.provider.process.kind.Launch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// Asks processes whether they serve.
final class HealthQuestions {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    /// Made on first use: it costs a tenth of a second, which other commands need not pay.
    private static final class Client {
        static final HttpClient HTTP =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build();
    }

    /// What is not good yet; empty where it serves.
    ///
    /// @param launch has an address
    Optional<String> complaint(Launch launch) throws InterruptedException {
        Address address = launch.address().orElseThrow();
        Optional<String> path = launch.health().flatMap(Health::http);
        if (path.isEmpty()) {
            return connect(address);
        }
        URI uri;
        try {
            uri = new URI("http://" + address + path.get());
        } catch (URISyntaxException e) {
            return Optional.of("the health path is no path of a URL: " + path.get());
        }
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(launch.health().orElseThrow().timeout())
                        .build();
        try {
            int status =
                    Client.HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300
                    ? Optional.empty()
                    : Optional.of(uri + " answers " + status);
        } catch (IOException e) {
            return Optional.of(uri + ": " + words(e));
        }
    }

    private static Optional<String> connect(Address address) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()),
                    (int) CONNECT.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(address + ": " + words(e));
        }
    }

    private static String words(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
