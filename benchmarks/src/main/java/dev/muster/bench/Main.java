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
                    new DemoSuite(),
                    new EngineSuite(),
                    new FilesSuite(),
                    new FirstSuite(),
                    new HelpSuite(),
                    new IndexSuite(),
                    new LinkSuite(),
                    new LogSuite(),
                    new PostgresqlSuite(),
                    new VaultSuite());

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = List.of(args);
        List<Suite> chosen = SUITES.stream().filter(it -> words.contains(it.name())).toList();
        List<String> sizes =
                words.stream().filter(it -> it.matches("--gib=[1-9]\\d{0,3}")).toList();
        long known =
                words.stream().filter(it -> it.equals("--quick")).count()
                        + chosen.size()
                        + sizes.size();
        if (chosen.size() != 1 || sizes.size() > 1 || known != words.size()) {
            System.err.println("usage: ./bench SUITE [--quick] [--gib=N]\n\nsuites:\n" + list());
            System.exit(2);
        }
        OptionalInt gib =
                sizes.stream().mapToInt(it -> Integer.parseInt(it.substring(6))).findFirst();
        Lab lab = new Lab(Path.of("").toAbsolutePath(), words.contains("--quick"), gib);
        Results results = new Results(chosen.getFirst().name(), chosen.getFirst().run(lab));
        System.out.print(results.table());
        System.out.println("written to " + results.write(lab));
        System.exit(results.allMet() ? 0 : 1);
    }

    private static String list() {
        return SUITES.stream()
                .map(it -> String.format("  %-10s %s", it.name(), it.description()))
                .collect(Collectors.joining("\n"));
    }
}
