package dev.muster.bench;

/// The text of a good strategy of any size: groups of a folder, a process that needs it, and one
/// that needs the process.
final class LargeStrategy {
    static final String SCENARIO = "flood";

    private static final int GROUP = 3;
    private static final String TOP =
            """
            strategy: large
            tiers: { standard: { rpo: 2h, rto: 1h } }
            regions:
              here: { provider: local, folder: /srv/here }
              there: { provider: local, folder: /srv/there }
            vaults:
              main:
                url: "file:///srv/here/vault"
                region: here
                copies: [ { url: "file:///srv/there/vault", region: there } ]
            contacts:
              ann: { name: Ann, phone: "+33 1 00 00 00 00", escalate-after: 15m, then: bob }
              bob: { name: Bob, phone: "+33 1 00 00 00 01" }
            scenarios:
              flood: { lose: { region: here }, recover-in: [ there ] }
            drills:
              monthly: { scenario: flood, mode: restore-test, schedule: "0 9 1 * *" }
            components:
            """;

    private LargeStrategy() {}

    static String text(int components) {
        StringBuilder text = new StringBuilder(TOP);
        for (int i = 0; i < components; i++) {
            text.append(i % GROUP == 0 ? folder(i) : process(i));
        }
        return text.toString();
    }

    private static String folder(int number) {
        return """
          c%1$d:
            kind: files
            tier: standard
            region: here
            owner: ann
            path: /srv/here/c%1$d
            protect: { vault: main, full: "0 * * * *", keep: { days: 14 } }
            recover: { in: there, method: restore, into: /srv/there/c%1$d, verify: [ index.html ] }
        """
                .formatted(number);
    }

    private static String process(int number) {
        return """
          c%1$d:
            kind: process
            tier: standard
            region: here
            owner: ann
            depends-on: [ c%2$d ]
            command: [ serve, c%1$d ]
            port: %3$d
            recover: { method: redeploy }
        """
                .formatted(number, number - 1, 10_000 + number);
    }
}
