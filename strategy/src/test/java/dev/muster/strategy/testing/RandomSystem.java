package dev.muster.strategy.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// A system that a seed makes, as plain values and as the text of a strategy, so that a test can
/// compute from the values what Muster computes from the text.
///
/// Region `a` or one component of it is lost; the system comes back in `b`.
///
/// @param parts each after all that it needs
/// @param file the order in which they stand in the file
/// @param vault the regions where the vault and its copies lie
/// @param lost the component that is lost alone; empty where region `a` is lost
/// @param watch how the loss is noticed; empty where no probe looks
/// @param approval how long an approver is given, where one has to sign
public record RandomSystem(
        List<Part> parts,
        List<Integer> file,
        Set<String> vault,
        Optional<String> lost,
        Optional<Watch> watch,
        Optional<Duration> approval) {
    /// Schedules, and the longest that passes between two of their moments.
    private static final List<String> CRONS =
            List.of("0 * * * *", "15 */6 * * *", "30 2 * * *", "0 2 * * 1-5", "0 9 * * 3");

    private static final List<Duration> GAPS =
            List.of(
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofDays(1),
                    Duration.ofDays(3),
                    Duration.ofDays(7));

    /// The key of the one who approves.
    public static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGl7D/n9GLuwUarubwUy8oZbIiMc602gQfrfL/tpIdME";

    /// What a part is.
    public enum Sort {
        DATABASE,
        SERVICE,
        DOOR,
        LEDGER
    }

    /// @param region empty for a door, which stands outside
    /// @param loses what a ledger says of itself
    public record Part(
            String name,
            Sort sort,
            String region,
            Set<String> needs,
            Optional<Duration> rpo,
            Optional<Duration> rto,
            Optional<Protect> protect,
            Optional<Duration> loses) {}

    /// @param cron which of the schedules
    public record Protect(int cron, Optional<Log> log) {
        public Duration gap() {
            return GAPS.get(cron);
        }
    }

    /// @param every how often it is shipped; empty for a stream
    public record Log(
            String receiver, boolean region, boolean synchronous, Optional<Duration> every) {}

    /// @param from the regions where it is asked
    public record Watch(
            Duration every,
            Duration timeout,
            Duration hold,
            Set<String> from,
            int agree,
            String then) {}

    public static RandomSystem of(Random random) {
        List<Part> parts = new ArrayList<>();
        int size = 1 + random.nextInt(8);
        List<Integer> file = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            parts.add(part(i, random));
            file.add(i);
        }
        Collections.shuffle(file, random);
        List<String> losable =
                parts.stream().filter(it -> it.region().equals("a")).map(Part::name).toList();
        boolean alone = !losable.isEmpty() && random.nextInt(4) == 0;
        return new RandomSystem(
                List.copyOf(parts),
                List.copyOf(file),
                regions(random),
                alone ? Optional.of(losable.get(random.nextInt(losable.size()))) : Optional.empty(),
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of(watch(random)),
                random.nextInt(3) == 0 ? Optional.of(time(random)) : Optional.empty());
    }

    private static Part part(int number, Random random) {
        Set<String> needs = new TreeSet<>();
        for (int i = 0; i < number; i++) {
            if (random.nextInt(3) == 0) {
                needs.add("c" + i);
            }
        }
        Sort sort = Sort.values()[Math.min(3, random.nextInt(6) % 5)];
        return new Part(
                "c" + number,
                sort,
                sort == Sort.DOOR ? "" : String.valueOf("aaabc".charAt(random.nextInt(5))),
                needs,
                maybe(random),
                maybe(random),
                sort == Sort.DATABASE && random.nextInt(5) > 0
                        ? Optional.of(protect(random))
                        : Optional.empty(),
                sort == Sort.LEDGER ? maybe(random) : Optional.empty());
    }

    private static Protect protect(Random random) {
        Optional<Log> log = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(log(random));
        return new Protect(random.nextInt(CRONS.size()), log);
    }

    /// A stream to a receiver that is lost with its source is a computation of its own, which other
    /// tests hold.
    private static Log log(Random random) {
        String receiver = List.of("a", "b", "c").get(random.nextInt(3));
        boolean numbered = receiver.equals("a") || random.nextBoolean();
        return new Log(
                receiver,
                random.nextInt(4) > 0,
                random.nextBoolean(),
                numbered ? Optional.of(time(random)) : Optional.empty());
    }

    private static Watch watch(Random random) {
        Set<String> from = regions(random);
        return new Watch(
                time(random),
                time(random),
                time(random),
                from,
                1 + random.nextInt(from.size()),
                List.of("start", "approve", "tell").get(random.nextInt(3)));
    }

    private static Set<String> regions(Random random) {
        Set<String> regions = new TreeSet<>();
        for (String region : List.of("a", "b", "c")) {
            if (random.nextBoolean()) {
                regions.add(region);
            }
        }
        return regions.isEmpty() ? Set.of("a") : regions;
    }

    private static Optional<Duration> maybe(Random random) {
        return random.nextBoolean() ? Optional.of(time(random)) : Optional.empty();
    }

    /// Of very different lengths, and hardly ever twice the same.
    public static Duration time(Random random) {
        return Duration.ofMillis(1 + random.nextInt(1 + random.nextInt(10_000_000)));
    }

    /// As a user would have written it.
    public String text() {
        StringBuilder text = new StringBuilder("strategy: random\nregions:\n");
        for (String region : List.of("a", "b", "c")) {
            text.append("  ").append(region).append(": { provider: local }\n");
        }
        vault(text);
        text.append("contacts: { ann: { name: Ann, keys: [ \"").append(KEY).append("\" ] } }\n");
        text.append("components:\n");
        file.forEach(number -> part(text, parts.get(number)));
        scenario(text);
        return text.toString();
    }

    private void vault(StringBuilder text) {
        List<String> places = List.copyOf(vault);
        text.append("vaults:\n  main:\n    url: file:///").append(places.getFirst());
        text.append("/vault\n    region: ").append(places.getFirst()).append("\n    copies: [");
        for (String region : places.subList(1, places.size())) {
            text.append(" { url: \"file:///").append(region).append("/vault\", region: ");
            text.append(region).append(" },");
        }
        text.append(" ]\n");
    }

    private static void part(StringBuilder text, Part part) {
        text.append("  ").append(part.name()).append(":\n");
        text.append(
                switch (part.sort()) {
                    case DATABASE ->
                            "    kind: database\n"
                                    + "    connection: { user: u, password: \"${env:P}\" }\n";
                    case SERVICE -> "    kind: service\n    command: [ x ]\n";
                    case DOOR -> "    kind: door\n    port: 80\n";
                    case LEDGER -> "    kind: ledger\n";
                });
        if (!part.region().isEmpty()) {
            text.append("    region: ").append(part.region()).append('\n');
        }
        if (!part.needs().isEmpty()) {
            text.append("    depends-on: ").append(part.needs()).append('\n');
        }
        key(text, "rpo", part.rpo());
        key(text, "rto", part.rto());
        key(text, "loses", part.loses());
        part.protect().ifPresent(protect -> protect(text, protect));
    }

    private static void protect(StringBuilder text, Protect protect) {
        text.append("    protect:\n      vault: main\n      full: \"");
        text.append(CRONS.get(protect.cron())).append("\"\n");
        protect.log()
                .ifPresent(log -> {
                    text.append("      logs: { capture-from: ").append(log.receiver());
                    text.append(", durability: ").append(log.region() ? "region" : "vault");
                    text.append(", synchronous: ").append(log.synchronous()).append(", ship: ");
                    text.append(
                            log.every()
                                    .map(it -> "every " + it.toMillis() + "ms")
                                    .orElse("stream"));
                    text.append(" }\n");
                });
    }

    private static void key(StringBuilder text, String name, Optional<Duration> time) {
        time.ifPresent(it ->
                text.append("    ").append(name).append(": ").append(it.toMillis()).append("ms\n"));
    }

    private void scenario(StringBuilder text) {
        text.append("scenarios:\n  loss:\n    lose: { ");
        text.append(lost.map(name -> "component: " + name).orElse("region: a"));
        text.append(" }\n    recover-in: [ b, c ]\n");
        watch.ifPresent(it -> {
            text.append("    trigger: { when: [ probe ], agree: ").append(it.agree());
            text.append(", for: ").append(it.hold().toMillis()).append("ms, then: ");
            text.append(it.then()).append(" }\n");
        });
        approval.ifPresent(it ->
                text.append("    approvals: [ { by: [ ann ], within: ")
                        .append(it.toMillis())
                        .append("ms } ]\n"));
        watch.ifPresent(it -> {
            text.append("probes:\n  probe: { http: \"http://x/\", every: ");
            text.append(it.every().toMillis()).append("ms, timeout: ");
            text.append(it.timeout().toMillis()).append("ms, from: ").append(it.from());
            text.append(" }\n");
        });
    }
}
