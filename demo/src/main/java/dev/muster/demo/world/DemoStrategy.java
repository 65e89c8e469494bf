package dev.muster.demo.world;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/// What Muster is told of the demo: an ordinary strategy file, in one of two directions.
final class DemoStrategy {
    private final DemoLayout layout;
    private final DemoPrograms programs;
    private final Side from;
    private final Side to;
    private final DemoSeat seat;
    private final String rto;
    private final String method;
    private final String scenarios;

    private DemoStrategy(
            DemoLayout layout,
            DemoPrograms programs,
            Side from,
            Side to,
            DemoSeat seat,
            String rto,
            String method,
            String scenarios) {
        this.layout = layout;
        this.programs = programs;
        this.from = from;
        this.to = to;
        this.seat = seat;
        this.rto = rto;
        this.method = method;
        this.scenarios = scenarios;
    }

    /// The system runs in the north and comes back in the south, by itself.
    static DemoStrategy there(DemoLayout layout, DemoPrograms programs) {
        return new DemoStrategy(
                layout,
                programs,
                layout.northernSide(),
                layout.southernSide(),
                layout.seat(),
                "60s",
                "restore",
                loss(layout));
    }

    /// The same turned around: it runs in the south, and a standby waits in the north. A person
    /// decides; nothing is to begin by itself in the middle of a move.
    static DemoStrategy wayBack(DemoLayout layout, DemoPrograms programs) {
        return new DemoStrategy(
                layout,
                programs,
                layout.southernSide(),
                layout.northernSide(),
                layout.seatOfWayBack(),
                "30m",
                "promote",
                move(layout.names()));
    }

    String text() {
        return head() + database() + application() + front() + scenarios;
    }

    private String head() {
        return """
        strategy: %s
        tiers:
          critical: { rpo: 5s, rto: %s }
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
                        rto,
                        from.region(),
                        quote(from.folder()),
                        to.region(),
                        quote(to.folder()),
                        names().vault(),
                        quote(url(from.vault())),
                        from.region(),
                        quote(url(to.vault())),
                        to.region());
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
              method: %s
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
                        from.region(),
                        from.database().host(),
                        from.database().port(),
                        Schema.MUSTER,
                        quote("${file:" + seat.password() + "}"),
                        Schema.DATABASE,
                        names().vault(),
                        to.region(),
                        to.region(),
                        method,
                        quote(programs.postgresql()),
                        quote(to.data()),
                        to.database().port(),
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
                        from.region(),
                        names().database(),
                        list(programs.shop()),
                        environment(DemoPrograms.shopEnvironment(layout)),
                        from.application().port(),
                        to.region(),
                        to.application().port(),
                        to.region());
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

    private static String loss(DemoLayout layout) {
        DemoNames names = layout.names();
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
                        names.scenario(),
                        names.north(),
                        names.south(),
                        names.probe(),
                        names.probe(),
                        quote(layout.publicAddress() + "/health"),
                        names.south(),
                        names.drill(),
                        names.scenario());
    }

    /// A person moves it, so nothing has to watch.
    private static String move(DemoNames names) {
        return """
        scenarios:
          %s:
            lose: { region: %s }
            recover-in: [ %s ]
        drills:
          %s: { scenario: %s, mode: live }
        """
                .formatted(
                        names.wayBack(),
                        names.south(),
                        names.north(),
                        names.drill(),
                        names.wayBack());
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
