package dev.muster.provider.postgresql.promote;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.provider.postgresql.kind.PatroniUrl;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Patroni that manages a standby, if one does: it alone decides who leads.
///
/// A promotion behind its back would make two primaries, or be taken back by it. So it is asked,
/// and where it is there and its member does not lead, nothing is done. Only a refused connection
/// says that it is not there.
final class Patroni {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /// Left in the data folder by every Patroni that ever managed it.
    private static final String TRACE = "patroni.dynamic.json";

    private static final Set<String> LEADS = Set.of("master", "primary");

    private final ComponentId component;
    private final Optional<PatroniUrl> url;
    private final Path data;

    Patroni(ComponentId component, Optional<PatroniUrl> url, Path data) {
        this.component = component;
        this.url = url;
        this.data = data;
    }

    /// Returns where Muster may promote, or where Patroni has promoted already.
    ///
    /// @throws MusterException where Patroni decides, and has not decided for this server
    void requireSilent() throws InterruptedException {
        if (url.isPresent()) {
            ask(url.get()).ifPresent(this::requireLeader);
        } else if (Files.exists(data.resolve(TRACE))) {
            throw PostgresqlErrors.PATRONI.error(
                    component + ": " + data + " is managed by a Patroni that the strategy omits",
                    "recover: { patroni: \"http://127.0.0.1:8008\" }, or, if it is gone for good:"
                            + " rm "
                            + data.resolve(TRACE));
        }
    }

    private void requireLeader(String answer) {
        String role = field(answer, "role").orElse("of an unknown role");
        if (LEADS.contains(role)) {
            return;
        }
        String cluster = field(answer, "scope").orElse("CLUSTER");
        String member = field(answer, "name").orElse("MEMBER");
        throw PostgresqlErrors.PATRONI.error(
                component
                        + ": Patroni at "
                        + url.map(PatroniUrl::text).orElse("")
                        + " decides who leads, and its member "
                        + member
                        + " is "
                        + role,
                "patronictl failover "
                        + cluster
                        + " --candidate "
                        + member
                        + " --force, then the"
                        + " same command again");
    }

    /// What it says of its member; empty where none is there.
    private Optional<String> ask(PatroniUrl where) throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(SILENCE).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(where + "/patroni")).timeout(SILENCE).build();
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (ConnectException refused) {
            return Optional.empty();
        } catch (IOException unsure) {
            throw unsure(where, unsure);
        }
    }

    private MusterException unsure(PatroniUrl where, IOException unsure) {
        return PostgresqlErrors.PATRONI.error(
                component + ": nobody knows whether Patroni leads: " + where + ": " + unsure,
                "curl "
                        + where
                        + "/patroni; if it is gone for good, remove `patroni` from the"
                        + " strategy",
                unsure);
    }

    /// Patroni's answer is flat where we look, and a name there has no quotes in it.
    private static Optional<String> field(String json, String name) {
        Matcher found =
                Pattern.compile('"' + name + "\"\\s*:\\s*\"([A-Za-z0-9_.-]{1,100})\"")
                        .matcher(json);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
