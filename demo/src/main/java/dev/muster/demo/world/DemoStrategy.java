package dev.muster.demo.world;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/// What Muster is told of the demo: an ordinary strategy file.
final class DemoStrategy {
    private final DemoLayout layout;
    private final DemoPrograms programs;

    DemoStrategy(DemoLayout layout, DemoPrograms programs) {
        this.layout = layout;
        this.programs = programs;
    }

    String text() {
        return head() + database() + application() + front() + scenario();
    }

    private String head() {
        return """
        strategy: %s
        tiers:
          critical: { rpo: 5s, rto: 60s }
        regions:
          %s: { provider: local, folder: %s }
          %s: { provider: local, folder: %s }
        vaults:
          %s:
            url: %s
            region: %s
            copies:
              - { url: %s, region: %s }
        contacts:
          you: { name: You, email: you@example.com }
        components:
        """
                .formatted(
                        names().system(),
                        names().north(),
                        quote(layout.north()),
                        names().south(),
                        quote(layout.south()),
                        names().vault(),
                        quote(url(layout.vaultNorth())),
                        names().north(),
                        quote(url(layout.vaultSouth())),
                        names().south());
    }

    private String database() {
        return """
          %s:
            kind: postgresql
            tier: critical
            region: %s
            owner: you
            connection:
              host: %s
              port: %d
              user: %s
              password: %s
              database: %s
            protect:
              vault: %s
              full: "0 */6 * * *"
              logs:
                capture-from: %s
                ship: stream
                durability: region
                synchronous: true
                on-capture-lost: stall
            recover:
              in: %s
              method: restore
              server:
                bin: %s
                data: %s
                port: %d
              verify:
                - "select count(*) >= %d from orders"
                - "select count(distinct number) = count(*) from orders"
        """
                .formatted(
                        names().database(),
                        names().north(),
                        layout.databaseNorth().host(),
                        layout.databaseNorth().port(),
                        Schema.MUSTER,
                        quote("${file:" + layout.musterPassword() + "}"),
                        Schema.DATABASE,
                        names().vault(),
                        names().south(),
                        names().south(),
                        quote(programs.postgresql()),
                        quote(layout.databaseFolderSouth()),
                        layout.databaseSouth().port(),
                        Schema.ORDERS);
    }

    private String application() {
        return """
          %s:
            kind: process
            tier: critical
            region: %s
            owner: you
            depends-on: [ %s ]
            command: %s
            environment:
        %s
            port: %d
            health: { http: /health }
            in:
              %s: { port: %d }
            recover: { in: %s, method: redeploy }
        """
                .formatted(
                        names().application(),
                        names().north(),
                        names().database(),
                        list(programs.shop()),
                        environment(DemoPrograms.shopEnvironment(layout)),
                        layout.applicationNorth().port(),
                        names().south(),
                        layout.applicationSouth().port(),
                        names().south());
    }

    private String front() {
        return """
          %s:
            kind: front-door
            tier: critical
            owner: you
            depends-on: [ %s ]
            port: %d
            control: { port: %d, token: %s }
            health: /health
        """
                .formatted(
                        names().front(),
                        names().application(),
                        layout.front().port(),
                        layout.frontControl().port(),
                        quote("${file:" + layout.frontToken() + "}"));
    }

    private String scenario() {
        return """
        scenarios:
          %s:
            lose: { region: %s }
            recover-in: [ %s ]
            trigger: { when: [ %s ], for: 3s, then: start }
        probes:
          %s: { http: %s, every: 250ms, timeout: 1s, from: [ %s ] }
        drills:
          %s: { scenario: %s, mode: live }
        """
                .formatted(
                        names().scenario(),
                        names().north(),
                        names().south(),
                        names().probe(),
                        names().probe(),
                        quote(layout.publicAddress() + "/health"),
                        names().south(),
                        names().drill(),
                        names().scenario());
    }

    private DemoNames names() {
        return layout.names();
    }

    private static String environment(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(entry -> "      " + entry.getKey() + ": " + quote(entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String list(Collection<String> words) {
        return words.stream()
                .map(DemoStrategy::quote)
                .collect(Collectors.joining(", ", "[ ", " ]"));
    }

    /// `file:///...`, also before there is a folder.
    private static String url(Path path) {
        try {
            return new URI("file", "", path.toString(), null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no URL for " + path, e);
        }
    }

    private static String quote(Path path) {
        return quote(path.toString());
    }

    /// As a double-quoted scalar of YAML.
    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
