package dev.muster.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsDoorIT {
    private static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final MetricsDoor door = MetricsDoor.open(ANY, () -> "muster_test 1\n");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        door.close();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + door.address().getPort() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void figuresAreAtOnePlaceAndOnlyToRead() throws Exception {
        HttpResponse<String> page = ask("GET", "/metrics");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains(MetricsText.TYPE);
        assertThat(page.body()).isEqualTo("muster_test 1\n");
        assertThat(ask("HEAD", "/metrics").statusCode()).isEqualTo(200);
        assertThat(ask("POST", "/metrics").statusCode()).isEqualTo(405);
        assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/metrics/more").statusCode()).isEqualTo(404);
    }

    @Test
    void anAddressThatIsTakenIsTold() {
        assertThatThrownBy(() -> MetricsDoor.open(door.address(), () -> ""))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining(Integer.toString(door.address().getPort()));
    }
}
