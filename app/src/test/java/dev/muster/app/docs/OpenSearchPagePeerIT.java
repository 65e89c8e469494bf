package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.SystemTiming;
import dev.muster.servers.OpenSearchServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/opensearch.md` says, word for word, with two real clusters.
@Timeout(300)
class OpenSearchPagePeerIT {
    private static final Page PAGE = Page.at("docs/opensearch.md");
    private static final int TRIES = 1_200;

    private final HttpClient client =
            HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private final List<OpenSearchServer> servers = new ArrayList<>();
    private final List<String> schemas = new ArrayList<>();

    @TempDir Path temp;

    @AfterEach
    void nothingIsLeft() {
        servers.forEach(OpenSearchServer::close);
        client.shutdownNow();
    }

    @Test
    void aReaderOfThePageBringsTheIndicesBack() throws Exception {
        OpenSearchServer here = start("north");
        OpenSearchServer there = start("south");
        await(here);
        await(there);
        for (int i = 1; i <= 3; i++) {
            ask(here, "PUT", "orders/_doc/" + i, "{\"state\":\"paid\"}");
        }
        Typist typist = new Typist(temp);
        Files.writeString(
                typist.work().resolve("muster.yaml"),
                PAGE.text("yaml", 1)
                        .replace("9200", "" + here.port())
                        .replace("9201", "" + there.port())
                        .replace("/srv/snapshots-there/", there.repositories() + "/")
                        .replace("/srv/snapshots/", here.repositories() + "/"));

        for (Page.Command command : PAGE.commands()) {
            String typed = command.typed();
            if (typed.startsWith("muster ")) {
                if (typed.startsWith("muster recover")) {
                    here.close();
                }
                schemas.add(typist.answer(typed + (typed.contains(" recover ") ? " --yes" : "")));
            } else {
                BusyCluster.must(typist.shell(typed));
            }
        }

        assertThat(ask(there, "GET", "orders/_count", "")).contains("\"count\":3");
        assertThat(typist.work().resolve("restored/index.latest")).exists();
        assertThat(schemas)
                .containsExactly(
                        "check",
                        "doctor",
                        "vault-init",
                        "backup",
                        "points",
                        "plan",
                        "recover",
                        "restore");
    }

    private OpenSearchServer start(String name) throws InterruptedException {
        OpenSearchServer server = OpenSearchServer.start(temp.resolve(name), new SystemTiming());
        servers.add(server);
        return server;
    }

    private void await(OpenSearchServer server) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            try {
                ask(server, "GET", "_cluster/health?wait_for_status=yellow&timeout=30s", "");
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new AssertionError(server.process().logEnd());
    }

    private String ask(OpenSearchServer server, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/" + path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return answer.body();
    }
}
