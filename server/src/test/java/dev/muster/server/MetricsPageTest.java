package dev.muster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Facts;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.ModelErrors;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.model.VaultId;
import dev.muster.operations.capture.CaptureNews;
import dev.muster.provider.BackupFlaws;
import dev.muster.strategy.AlertKind;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final ComponentId DB = new ComponentId("orders-db");
    private static final LogPosition END = new LogPosition("1", 100);
    private static final Pattern LINE =
            Pattern.compile(
                    "# (HELP|TYPE) muster_[a-z_]+ .+"
                            + "|muster_[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? -?[0-9.E]+");

    private final Strategy strategy = Shop.strategy(Shop.text());
    private final DaemonBook daemon = new DaemonBook(1, NOW.minusSeconds(1000));
    private final MetricsBook book = new MetricsBook(strategy);
    private final List<Alarm> alarms = new ArrayList<>();

    private void note(DaemonNews news, int secondsAgo) {
        daemon.note(news);
        book.note(news, NOW.minusSeconds(secondsAgo));
    }

    private List<String> lines() {
        return book.page(daemon.status(NOW), alarms).text(NOW).lines().toList();
    }

    private static RecoveryPoint point(int secondsAgo) {
        Instant at = NOW.minusSeconds(secondsAgo);
        return new RecoveryPoint(
                "p" + secondsAgo, DB, at, at, at, END, END, new ByteSize(1), new ByteSize(1));
    }

    private void captured(int secondsAgo) {
        note(
                new DaemonNews.Captured(
                        DB, new CaptureNews.Captured(END, NOW.minusSeconds(secondsAgo))),
                secondsAgo);
    }

    @Test
    void whatIsNotKnownIsNotToldAsZero() {
        assertThat(lines())
                .noneMatch(line -> line.startsWith("muster_capture"))
                .noneMatch(line -> line.startsWith("muster_backup"))
                .noneMatch(line -> line.startsWith("muster_restorable"))
                .contains("muster_start_timestamp_seconds 1777628600");
    }

    @Test
    void lagsAndAgesAreToldInSeconds() {
        captured(3);
        note(new DaemonNews.BackupDone(DB, point(600), BackupFlaws.NONE, List.of()), 600);
        note(new DaemonNews.BackupDue(DB, NOW.plusSeconds(60), Optional.of(NOW)), 600);

        assertThat(lines())
                .contains(
                        "# TYPE muster_capture_lag_seconds gauge",
                        "muster_capture_lag_seconds{component=\"orders-db\"} 3",
                        "muster_capture_up{component=\"orders-db\"} 1",
                        "muster_backup_up{component=\"orders-db\"} 1",
                        "muster_backup_age_seconds{component=\"orders-db\"} 600",
                        "muster_backup_next_timestamp_seconds{component=\"orders-db\"} 1777629660");
    }

    @Test
    void aCaptureThatBrokeIsDownAndItsLagGrows() {
        captured(30);
        note(
                new DaemonNews.Captured(
                        DB,
                        new CaptureNews.Broken(
                                ModelErrors.SECRET_UNRESOLVED.error("it broke", ""),
                                Duration.ofSeconds(1))),
                20);

        assertThat(lines())
                .contains(
                        "muster_capture_up{component=\"orders-db\"} 0",
                        "muster_capture_lag_seconds{component=\"orders-db\"} 30");
    }

    @Test
    void theWindowGoesOnWithTheCaptureAfterTheVaultWasLookedInto() {
        captured(2);
        book.looked(
                new Facts(
                        NOW.minusSeconds(100),
                        List.of(),
                        Map.of(
                                DB,
                                new Facts.ProtectionState(
                                        Optional.of(point(5000)),
                                        Optional.of(
                                                new RestorableWindow(
                                                        NOW.minusSeconds(5000),
                                                        NOW.minusSeconds(100),
                                                        END,
                                                        List.of())),
                                        Optional.empty(),
                                        Optional.empty()))),
                List.of());

        assertThat(lines())
                .contains(
                        "muster_facts_timestamp_seconds 1777629500",
                        "muster_restorable_from_timestamp_seconds{component=\"orders-db\"}"
                                + " 1777624600",
                        "muster_restorable_to_timestamp_seconds{component=\"orders-db\"}"
                                + " 1777629598",
                        "muster_restorable_holes{component=\"orders-db\"} 0",
                        "muster_backup_age_seconds{component=\"orders-db\"} 5000");
    }

    @Test
    void copiesThatAreBehindAreToldSinceWhen() {
        VaultId vault = strategy.vaults().keySet().iterator().next();
        String name = "muster_vault_copies_lag_seconds{vault=\"" + vault + "\"} ";
        assertThat(lines()).contains(name + "0");
        note(new DaemonNews.CopiesBehind(vault, List.of("it is full")), 50);
        note(new DaemonNews.CopiesBehind(vault, List.of("it is full")), 10);
        assertThat(lines()).contains(name + "50");
        note(new DaemonNews.CopiesWhole(vault, new ByteSize(1)), 0);
        assertThat(lines()).contains(name + "0");
    }

    @Test
    void alertsAreCountedByKindAndNoneIsZero() {
        alarms.add(new Alarm(AlertKind.CAPTURE_LOST, "a", "gone", NOW));
        alarms.add(new Alarm(AlertKind.CAPTURE_LOST, "b", "gone", NOW));

        assertThat(lines())
                .contains(
                        "muster_alerts_firing{kind=\"capture-lost\"} 2",
                        "muster_alerts_firing{kind=\"backup-missed\"} 0");
    }

    @Test
    void everyLineIsOfTheFormat() {
        captured(1);
        note(new DaemonNews.BackupDone(DB, point(60), BackupFlaws.NONE, List.of()), 60);

        assertThat(lines()).allMatch(line -> LINE.matcher(line).matches());
    }

    @Test
    void thePageForUsersNamesAllFigures() throws Exception {
        String page = Files.readString(Path.of("../docs/metrics.md"));
        Set<String> told = new TreeSet<>();
        Matcher names = Pattern.compile("`(muster_[a-z_]+)`").matcher(page);
        while (names.find()) {
            told.add(names.group(1));
        }
        assertThat(told).isEqualTo(new TreeSet<>(MetricsPage.names()));
    }

    @Test
    void labelsAreEscaped() {
        MetricsText text = new MetricsText().gauge("muster_test", "A test.");
        text.add("muster_test", Map.of("part", "a \"b\" \\ \n c"), 1.5);

        assertThat(text)
                .hasToString(
                        "# HELP muster_test A test.\n# TYPE muster_test gauge\n"
                                + "muster_test{part=\"a \\\"b\\\" \\\\ \\n c\"} 1.5\n");
    }
}
