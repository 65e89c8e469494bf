package dev.muster.notices;

import dev.muster.model.MusterException;
import dev.muster.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// Requests to addresses that are secrets: an error names the host and nothing else of them.
final class Web {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client;
    private final Secret address;
    private final String whose;

    /// @param whose for words: `the webhook of dba`
    Web(HttpClient client, Secret address, String whose) {
        this.client = client;
        this.address = address;
        this.whose = whose;
    }

    /// Threads of its own: one for all that a strategy tells.
    static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    void get() throws InterruptedException {
        send(request().GET().build());
    }

    void post(String type, BodyPublisher body) throws InterruptedException {
        send(request().header("Content-Type", type).POST(body).build());
    }

    private HttpRequest.Builder request() {
        try {
            return HttpRequest.newBuilder(URI.create(address.reveal().strip()))
                    .timeout(PATIENCE)
                    .header("User-Agent", "muster");
        } catch (IllegalArgumentException wrong) {
            // the parser's own words hold the address
            throw NoticeErrors.NOT_TOLD.error(
                    whose + " is no http or https URL", "look at the value of its reference");
        }
    }

    private void send(HttpRequest request) throws InterruptedException {
        int status;
        try {
            // whatever it answers is of no use, and may be endless
            status = client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw failed(request, e.getClass().getSimpleName(), Optional.of(e));
        }
        if (status < 200 || status > 299) {
            throw failed(request, "status " + status, Optional.empty());
        }
    }

    private MusterException failed(HttpRequest request, String why, Optional<IOException> cause) {
        String message = whose + " at " + request.uri().getHost() + " did not take it: " + why;
        String hint = "look at the value of its reference, and whether it is reached from here";
        return cause.map(e -> NoticeErrors.NOT_TOLD.error(message, hint, e))
                .orElseGet(() -> NoticeErrors.NOT_TOLD.error(message, hint));
    }
}
