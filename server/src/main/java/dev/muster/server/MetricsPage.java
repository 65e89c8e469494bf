package dev.muster.server;

import dev.muster.kind.Facts;
import dev.muster.model.ComponentId;
import dev.muster.model.Names;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.operations.runs.KnownRun;
import dev.muster.server.DaemonStatus.Protected;
import dev.muster.strategy.AlertKind;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The figures of one moment. Pure; all times are by the daemon's own clock.
///
/// @param newest recovery point of each component
/// @param behind since when copies of a vault lack something
/// @param runs the last that ended, of each scenario
record MetricsPage(
        Strategy strategy,
        DaemonStatus status,
        List<Alarm> alarms,
        Facts facts,
        Map<ComponentId, RecoveryPoint> newest,
        Map<VaultId, Instant> behind,
        Map<ScenarioId, KnownRun> runs) {
    MetricsPage {
        alarms = List.copyOf(alarms);
    }

    private static MetricsText announced() {
        return new MetricsText()
                .gauge("muster_start_timestamp_seconds", "When this daemon began.")
                .gauge("muster_facts_timestamp_seconds", "When the vaults were last looked into.")
                .gauge("muster_rpo_seconds", "The loss that the strategy accepts.")
                .gauge("muster_capture_up", "Whether the log is being captured.")
                .gauge("muster_capture_lag_seconds", "Age of the newest captured log.")
                .gauge("muster_commits_wait", "Whether commits wait for the capture.")
                .gauge("muster_backup_up", "Whether the last attempt of a backup did not fail.")
                .gauge(
                        "muster_backup_newest_timestamp_seconds",
                        "When the newest backup was stored.")
                .gauge("muster_backup_age_seconds", "Time since the newest backup was stored.")
                .gauge("muster_backup_next_timestamp_seconds", "When the next backup is due.")
                .gauge(
                        "muster_restorable_from_timestamp_seconds",
                        "The earliest moment that can be brought back.")
                .gauge(
                        "muster_restorable_to_timestamp_seconds",
                        "The latest moment that can be brought back.")
                .gauge("muster_restorable_holes", "Stretches between them that cannot.")
                .gauge("muster_restore_verified_timestamp_seconds", "When a run last proved it.")
                .gauge("muster_standby_lag_seconds", "How far the standby is behind.")
                .gauge(
                        "muster_vault_copies_lag_seconds",
                        "How long copies of the vault have lacked something.")
                .gauge("muster_run_last_success", "Whether the last run that ended succeeded.")
                .gauge("muster_run_last_timestamp_seconds", "When it ended.")
                .gauge("muster_alerts_firing", "Alerts that are open, by kind.");
    }

    /// Of every figure that there may be.
    static Set<String> names() {
        return announced().names();
    }

    String text(Instant now) {
        MetricsText text = announced();
        text.add("muster_start_timestamp_seconds", Map.of(), status.since());
        if (!facts.equals(Facts.NONE)) {
            text.add("muster_facts_timestamp_seconds", Map.of(), facts.asOf());
        }
        strategy.components().values().stream()
                .filter(component -> component.protection().isPresent())
                .forEach(component -> component(text, component, now));
        strategy.vaults().values().stream()
                .filter(vault -> vault.copies().size() > 1)
                .forEach(vault ->
                        text.add(
                                "muster_vault_copies_lag_seconds",
                                Map.of("vault", vault.id().value()),
                                age(Optional.ofNullable(behind.get(vault.id())).orElse(now), now)));
        runs.forEach((scenario, run) -> run(text, scenario, run));
        for (AlertKind kind : AlertKind.values()) {
            text.add(
                    "muster_alerts_firing",
                    Map.of("kind", Names.word(kind)),
                    (double) alarms.stream().filter(alarm -> alarm.kind() == kind).count());
        }
        return text.toString();
    }

    private void component(MetricsText text, Component<?> component, Instant now) {
        Map<String, String> of = Map.of("component", component.id().value());
        component.rpo().ifPresent(rpo -> text.add("muster_rpo_seconds", of, rpo));
        Optional<Protected> told =
                Optional.ofNullable(status.components().get(component.id().value()));
        told.ifPresent(it -> {
            text.add("muster_backup_up", of, !it.backup().startsWith("failed"));
            it.nextBackup()
                    .ifPresent(at -> text.add("muster_backup_next_timestamp_seconds", of, at));
            it.standby()
                    .flatMap(DaemonStatus.Standby::behind)
                    .ifPresent(lag -> text.add("muster_standby_lag_seconds", of, lag));
        });
        boolean captures = component.protection().filter(it -> it.logs().isPresent()).isPresent();
        if (captures) {
            told.ifPresent(it -> capture(text, of, it, now));
        }
        Optional.ofNullable(newest.get(component.id()))
                .ifPresent(point -> {
                    text.add("muster_backup_newest_timestamp_seconds", of, point.storedAt());
                    text.add("muster_backup_age_seconds", of, age(point.storedAt(), now));
                });
        restorable(text, of, component, captures ? told : Optional.empty());
    }

    private static void capture(
            MetricsText text, Map<String, String> of, Protected told, Instant now) {
        text.add("muster_capture_up", of, told.capture().equals("capturing"));
        text.add("muster_commits_wait", of, told.commitsWait());
        told.capturedAt().ifPresent(at -> text.add("muster_capture_lag_seconds", of, age(at, now)));
    }

    /// The log goes on being captured after the vaults were looked into.
    private void restorable(
            MetricsText text,
            Map<String, String> of,
            Component<?> component,
            Optional<Protected> told) {
        Optional<Facts.ProtectionState> state =
                Optional.ofNullable(facts.protection().get(component.id()));
        Optional<RestorableWindow> window = state.flatMap(Facts.ProtectionState::window);
        window.ifPresent(it -> {
            Instant to =
                    told.flatMap(Protected::capturedAt)
                            .filter(captured -> captured.isAfter(it.to()))
                            .orElse(it.to());
            text.add("muster_restorable_from_timestamp_seconds", of, it.from());
            text.add("muster_restorable_to_timestamp_seconds", of, to);
            text.add("muster_restorable_holes", of, it.holes().size());
        });
        state.flatMap(Facts.ProtectionState::verifiedAt)
                .ifPresent(at -> text.add("muster_restore_verified_timestamp_seconds", of, at));
    }

    private static void run(MetricsText text, ScenarioId scenario, KnownRun run) {
        Map<String, String> of = Map.of("scenario", scenario.value());
        text.add("muster_run_last_success", of, run.stand() == KnownRun.Stand.SUCCEEDED);
        run.ended().ifPresent(at -> text.add("muster_run_last_timestamp_seconds", of, at));
    }

    /// A moment that lies ahead is of a clock that was set back.
    private static Duration age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
