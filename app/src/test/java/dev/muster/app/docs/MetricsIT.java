package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Does what `docs/metrics.md` says, at a port that is free.
@Timeout(300)
class MetricsIT {
    private static final Page PAGE = Page.at("docs/metrics.md");
    private static final String PORT = "9750";
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/metrics");

    @TempDir Path folder;

    @Test
    void figuresAreGivenOutAsThePageSays() throws Exception {
        Typist reader = new Typist(folder.toRealPath());
        Files.createDirectories(reader.work().resolve("uploads"));
        Files.createDirectories(reader.work().resolve("here"));
        Files.createDirectories(reader.work().resolve("there"));
        Files.writeString(
                reader.work().resolve("muster.yaml"),
                """
                strategy: own
                regions:
                  here: { provider: local, folder: "${env:PWD}/here" }
                  there: { provider: local, folder: "${env:PWD}/there" }
                vaults:
                  main: { url: "file://${env:PWD}/here/vault", region: here, copies: [ { url: "file://${env:PWD}/there/vault", region: there } ] }
                contacts: { you: { name: You, email: you@example.com } }
                components:
                  uploads:
                    kind: files
                    region: here
                    owner: you
                    path: "${env:PWD}/uploads"
                    protect: { vault: main, full: "0 * * * *" }
                """);
        List<String> typed = PAGE.commands().stream().map(Page.Command::typed).toList();
        assertThat(typed).hasSize(4);
        for (String command : typed.subList(0, 2)) {
            Typist.Said said = reader.type(command);
            assertThat(said.status()).as(said.output()).isZero();
        }
        Matcher asked = URL.matcher(typed.get(3));
        assertThat(asked.find()).isTrue();
        assertThat(asked.group()).contains(PORT);

        Process serve = reader.serve(typed.get(2).replace(PORT, "0"), "next backup");
        try {
            Matcher at = URL.matcher(Files.readString(reader.work().resolve("serve.log")));
            assertThat(at.find()).isTrue();
            String url = at.group();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> figures(url).contains("muster_facts_timestamp_seconds "));
            assertThat(figures(url).lines())
                    .anyMatch(line ->
                            line.matches(
                                    "muster_backup_age_seconds\\{component=\"uploads\"}"
                                            + " [0-9]+(\\.[0-9]+)?"))
                    .contains("muster_vault_copies_lag_seconds{vault=\"main\"} 0")
                    .contains("muster_alerts_firing{kind=\"capture-lost\"} 0");
        } finally {
            serve.destroy();
            serve.waitFor();
        }
    }

    private static String figures(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
