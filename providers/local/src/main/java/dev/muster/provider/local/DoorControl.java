package dev.muster.provider.local;

import dev.muster.model.ComponentId;
import dev.muster.provider.local.door.DoorOrder;
import dev.muster.provider.local.door.DoorRoute;
import dev.muster.provider.local.kind.Control;
import dev.muster.provider.local.kind.FrontDoorErrors;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Speaks to the control port of a front door.
record DoorControl(ComponentId component, Control control) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Where it sends clients now; empty where nobody told it yet.
    Optional<DoorRoute> read() {
        Answer answer = ask("GET", "");
        if (answer.status() == 204) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw refused(answer);
        }
        return Optional.of(parse(answer.text()));
    }

    /// Gives an order. Returns where it was carried out, and where the route had changed meanwhile,
    /// so that the caller must look again.
    void send(DoorOrder order) {
        Answer answer = ask("PUT", order.text());
        if (answer.status() == 409) {
            throw FrontDoorErrors.FENCED.error(
                    component + " was taken over: " + answer.text().strip(), "muster run list");
        }
        if (answer.status() != 200 && answer.status() != 412) {
            throw refused(answer);
        }
    }

    private DoorRoute parse(String text) {
        try {
            return DoorRoute.parse(text);
        } catch (IllegalArgumentException e) {
            throw FrontDoorErrors.REFUSED_ORDER.error(
                    component + " answers what is no route: " + e.getMessage(),
                    "see what listens on port " + control.port(),
                    e);
        }
    }

    private RuntimeException refused(Answer answer) {
        if (answer.status() == 401) {
            return FrontDoorErrors.REFUSED_TOKEN.error(
                    component + " does not accept the token",
                    "compare control: { token: ... } with the front door's token file");
        }
        return FrontDoorErrors.REFUSED_ORDER.error(
                component
                        + " refused with status "
                        + answer.status()
                        + ": "
                        + answer.text().strip(),
                "see what listens on port " + control.port());
    }

    /// One connection a question: the front door may have been restarted since the last one.
    private Answer ask(String method, String body) {
        String uri = "http://127.0.0.1:" + control.port() + "/route";
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(uri).toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setRequestMethod(method);
            connection.setRequestProperty("Authorization", "Bearer " + control.token().reveal());
            connection.setRequestProperty("Connection", "close");
            if (!body.isEmpty()) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            InputStream stream =
                    status < 400 ? connection.getInputStream() : connection.getErrorStream();
            String text =
                    stream == null
                            ? ""
                            : new String(stream.readNBytes(4096), StandardCharsets.UTF_8);
            connection.disconnect();
            return new Answer(status, text);
        } catch (IOException e) {
            throw FrontDoorErrors.UNREACHABLE.error(
                    component
                            + " does not answer on its control port "
                            + control.port()
                            + ": "
                            + e.getMessage(),
                    "see whether the front door runs: ss -ltnp 'sport = :" + control.port() + "'",
                    e);
        }
    }

    private record Answer(int status, String text) {}
}
