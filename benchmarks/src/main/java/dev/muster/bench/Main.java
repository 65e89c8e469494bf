package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// `./bench SUITE [--quick] [--gib=N]`.
public final class Main {
    private static final List<Suite> SUITES =
            List.of(
                    new CaptureSuite(),
                    new CheckSuite(),
                    new DemoSuite(),
                    new EngineSuite(),
                    new FilesSuite(),
                    new FirstSuite(),
                    new HelpSuite(),
                    new IndexSuite(),
                    new LinkSuite(),
                    new LogSuite(),
                    new LossSuite(),
                    new PostgresqlSuite(),
                    new VaultSuite());

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = List.of(args);
        List<Suite> chosen = SUITES.stream().filter(it -> words.contains(it.name())).toList();
        List<String> gib = sized(words, "--gib=");
        List<String> kills = sized(words, "--kills=");
        long known =
                words.stream().filter(it -> it.equals("--quick") || it.equals("--resume")).count()
                        + chosen.size()
                        + gib.size()
                        + kills.size();
        if (chosen.size() != 1 || gib.size() > 1 || kills.size() > 1 || known != words.size()) {
            System.err.println(
                    "usage: ./bench SUITE [--quick] [--gib=N] [--kills=N] [--resume]\n\nsuites:\n"
                            + list());
            System.exit(2);
        }
        Lab lab =
                new Lab(
                        Path.of("").toAbsolutePath(),
                        words.contains("--quick"),
                        number(gib),
                        number(kills),
                        words.contains("--resume"));
        Results results = new Results(chosen.getFirst().name(), chosen.getFirst().run(lab));
        System.out.print(results.table());
        System.out.println("written to " + results.write(lab));
        System.exit(results.allMet() ? 0 : 1);
    }

    private static List<String> sized(List<String> words, String name) {
        return words.stream().filter(it -> it.matches(name + "[1-9]\\d{0,3}")).toList();
    }

    private static OptionalInt number(List<String> words) {
        return words.stream()
                .mapToInt(it -> Integer.parseInt(it.substring(it.indexOf('=') + 1)))
                .findFirst();
    }

    private static String list() {
        return SUITES.stream()
                .map(it -> String.format("  %-10s %s", it.name(), it.description()))
                .collect(Collectors.joining("\n"));
    }
}
