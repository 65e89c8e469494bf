package dev.muster.cli.verb;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.provider.Drafting.Draft;
import java.util.List;
import java.util.stream.Collectors;

/// A strategy of one component in two regions, as text for people to go on with.
record StrategyDraft(ComponentId component, String from, Draft draft) {
    static final String HERE = "here";
    static final String THERE = "there";

    /// Bytes a second that a restore surely brings back.
    private static final long CAREFUL = 50 << 20;

    /// Minutes until a person has noticed and decided, which `muster check` counts too.
    private static final long NOTICED = 25;

    private static final List<String> TIMES = List.of("30m", "1h", "2h", "4h", "8h", "1d", "2d");
    private static final List<Long> MINUTES = List.of(30L, 60L, 120L, 240L, 480L, 1440L, 2880L);

    String text() {
        return """
        # What `muster init` saw at %1$s:
        # %2$s, %3$s. Look through every line.
        strategy: %4$s
        # how much may be lost, and how soon it must be back
        tiers: { standard: { rpo: 1m, rto: %5$s } }
        # two places that are not lost together; muster serve runs in the second
        regions:
          here: { provider: local, folder: "${env:PWD}/here" }
          there: { provider: local, folder: "${env:PWD}/there" }
        vaults:
          main:
            url: "file://${env:PWD}/here/vault"
            region: here
            copies: [ { url: "file://${env:PWD}/there/vault", region: there } ]
        contacts: { you: { name: You, email: you@example.com } }
        components:
          %4$s:
            tier: standard
            region: here
            owner: you
        %6$s
            protect:
              vault: main
              full: "0 2 * * *"
              logs: { capture-from: there }
            recover:
              in: there
              method: restore
        %7$s
        scenarios:
          region-loss: { lose: { region: here }, recover-in: [ there ] }
        drills:
          every-month: { scenario: region-loss, mode: restore-test, schedule: "0 3 1 * *" }
        """
                .formatted(
                        from,
                        draft.version(),
                        draft.size(),
                        component,
                        time(draft.size()),
                        indented(draft.settings(), 4),
                        indented(draft.recover(), 6));
    }

    private static String indented(List<String> lines, int spaces) {
        return lines.stream()
                .map(line -> " ".repeat(spaces) + line)
                .collect(Collectors.joining("\n"));
    }

    /// As long as a careful guess says that bringing so much back takes.
    private static String time(ByteSize size) {
        long minutes = NOTICED + size.bytes() / CAREFUL / 60;
        for (int i = 0; i < MINUTES.size(); i++) {
            if (minutes <= MINUTES.get(i)) {
                return TIMES.get(i);
            }
        }
        return TIMES.getLast();
    }
}
