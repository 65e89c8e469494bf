package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.docs.PublishedSchema;
import dev.muster.cli.Program;
import dev.muster.cli.Surroundings;
import dev.muster.cli.VerbList;
import dev.muster.cli.screen.Terminal;
import dev.muster.cli.verb.DemoVerb;
import dev.muster.demo.story.DemoNews;
import dev.muster.demo.world.DemoLayout;
import dev.muster.demo.world.DemoNames;
import dev.muster.model.ComponentId;
import dev.muster.model.DrillId;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.servers.Ports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole demo under other names, on other ports, with one table more, and with garbage in the
/// vault of the region that will be lost.
class DemoIT {
    private static final DemoNames OTHERS =
            new DemoNames(
                    "bakery",
                    new RegionId("east"),
                    new RegionId("west"),
                    new VaultId("cellar"),
                    new ComponentId("ledger-db"),
                    new ComponentId("counter"),
                    new ComponentId("street-door"),
                    new ScenarioId("flood"),
                    new ScenarioId("ebb"),
                    new ProbeId("nobody-serves"),
                    new DrillId("rehearsal"));

    private static final String ASSERTION = "select count(*) = 777 from returns";

    private final int database = Ports.free();
    private final int application = Ports.free();
    private DemoLayout layout;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path home;

    @Test
    void aLostRegionComesBackMeasuredUnderAnyNamesFromWhatTheOtherRegionHolds() throws Exception {
        var status = demo();
        assertThat(status).as(words()).isZero();
        var answer = out.toString(StandardCharsets.UTF_8);
        assertThat(answer).contains("\"lostCount\" : 0,", "\"lost\" : [ ]");
        assertThat(PublishedSchema.hold(answer)).isEqualTo("demo");
        everyObjectiveIsMeasuredAndMet(answer);
        thePhasesAddUpToWhatTheClientSaw(answer);
        theFilesSpeakOfThisSystem(answer);
        assertThat(Path.of(text(answer, "ledger"))).isNotEmptyFile();
        nothingRunsAnyMore();
    }

    private int demo() {
        var sites = Wiring.sites();
        var stage = new DemoStage(sites, OTHERS);
        var verb =
                new DemoVerb((call, news) ->
                        stage.story(
                                call,
                                told -> {
                                    change(told);
                                    news.accept(told);
                                }));
        var verbs = new VerbList(verb, List.of());
        return new Program(verbs, surroundings()).run("--output", "json");
    }

    private void change(DemoNews told) {
        switch (told) {
            case DemoNews.WorldMade made -> {
                layout = made.layout();
                otherPortsAndOneAssertionMore();
            }
            case DemoNews.NorthUp _ -> addTable();
            case DemoNews.Loaded _ -> soil(home.resolve(".cache/muster/demo"));
            default -> {}
        }
    }

    /// Those of the region where everything comes back; the others are drawn for each demo anyway.
    private void otherPortsAndOneAssertionMore() {
        try {
            var text = Files.readString(layout.seat().strategy());
            var changed =
                    text.replaceAll("\\b" + layout.databaseSouth().port() + "\\b", "" + database)
                            .replaceAll(
                                    "\\b" + layout.applicationSouth().port() + "\\b",
                                    "" + application)
                            .replace(
                                    "      verify:\n",
                                    "      verify:\n        - \"" + ASSERTION + "\"\n");
            assertThat(changed).contains("" + database, "" + application, ASSERTION);
            Files.writeString(layout.seat().strategy(), changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addTable() {
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://" + layout.databaseNorth() + "/shop",
                                "shop",
                                Files.readString(layout.applicationPassword(layout.north()))
                                        .strip());
                var statement = connection.createStatement()) {
            statement.execute("create table returns (id int primary key, why text not null)");
            statement.execute(
                    "insert into returns select i, 'reason ' || i from generate_series(1, 777) i");
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private Surroundings surroundings() {
        return new Surroundings(
                Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")),
                home,
                home,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal(false, false, false, true, () -> 100),
                new SystemTiming(),
                ZoneOffset.UTC,
                "test");
    }

    /// Puts garbage into every object of the vault in the region that is lost next.
    private static void soil(Path demos) {
        try (Stream<Path> all = Files.walk(demos)) {
            var objects =
                    all.filter(path -> path.toString().contains("/east/vault/"))
                            .filter(Files::isRegularFile)
                            .toList();
            assertThat(objects).isNotEmpty();
            for (var object : objects) {
                var bytes = Files.readAllBytes(object);
                bytes[bytes.length / 2] ^= 0x55;
                Files.write(object, bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void everyObjectiveIsMeasuredAndMet(String answer) {
        assertThat(texts(answer, "measured")).hasSize(4);
        assertThat(answer.split("\"met\" : true", -1)).hasSize(5);
        assertThat(answer).doesNotContain("\"met\" : false");
    }

    private static void thePhasesAddUpToWhatTheClientSaw(String answer) {
        var phases = answer.substring(answer.indexOf("\"phases\""), answer.indexOf("\"client\""));
        var sum = Duration.ZERO;
        for (var duration : texts(phases, "duration")) {
            sum = sum.plus(Duration.parse(duration));
        }
        var lastGood = Instant.parse(text(answer, "lastGood"));
        var firstGood = Instant.parse(text(answer, "firstGood"));
        assertThat(sum).isEqualTo(Duration.between(lastGood, firstGood)).isPositive();
    }

    private void theFilesSpeakOfThisSystem(String answer) throws IOException {
        var files = answer.substring(answer.indexOf("\"files\""));
        for (var name : List.of("report", "report-markdown", "runbook", "runbook-markdown")) {
            assertThat(Files.readString(Path.of(text(files, name))))
                    .contains("ledger-db", "street-door", "flood")
                    .doesNotContain("orders-db", "region-loss");
        }
        for (var name : List.of("runbook", "runbook-markdown")) {
            assertThat(Files.readString(Path.of(text(files, name))))
                    .contains("" + database, "" + application, "from returns")
                    .doesNotContain("" + layout.databaseSouth().port());
        }
        assertThat(Files.readString(Path.of(text(files, "report-markdown"))))
                .contains("from returns");
        assertThat(Files.readString(Path.of(text(files, "diagram"))))
                .contains("<svg", "ledger-db")
                .doesNotContain("orders-db");
        assertThat(Path.of(text(files, "record"))).isNotEmptyFile();
    }

    private static String text(String json, String key) {
        return texts(json, key).getFirst();
    }

    private static List<String> texts(String json, String key) {
        return Pattern.compile("\"" + key + "\" : \"([^\"]*)\"")
                .matcher(json)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private void nothingRunsAnyMore() {
        var left =
                ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info()
                                        .commandLine()
                                        .filter(line -> line.contains(home.toString()))
                                        .isPresent())
                        .filter(process -> process.pid() != ProcessHandle.current().pid())
                        .toList();
        assertThat(left).isEmpty();
    }

    private String words() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
