package dev.muster.server;

import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.VaultId;
import dev.muster.operations.capture.CaptureNews;
import dev.muster.operations.capture.WatchdogNews;
import dev.muster.provider.DataStore;
import dev.muster.server.DaemonStatus.Protected;
import dev.muster.server.DaemonStatus.Recovering;
import dev.muster.server.DaemonStatus.Standby;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Keeps what the news of a daemon add up to. Safe for many threads.
public final class DaemonBook {
    private static final String SEALED = "sealed secrets";

    private final long pid;
    private final Instant since;
    private final Map<String, Protected> components = new TreeMap<>();
    private final Map<ComponentId, LogPosition> ends = new HashMap<>();
    private final Map<String, Recovering> recoveries = new TreeMap<>();
    private final Map<String, String> troubles = new TreeMap<>();

    public DaemonBook(long pid, Instant since) {
        this.pid = pid;
        this.since = since;
    }

    public synchronized DaemonStatus status(Instant now) {
        return new DaemonStatus(pid, since, now, components, recoveries, troubles);
    }

    public synchronized void note(DaemonNews news) {
        switch (news) {
            case DaemonNews.BackupBegan it ->
                    change(it.component(), old -> old.withBackup("running"));
            case DaemonNews.BackupDone it ->
                    change(it.component(), old -> old.withPoint(it.point().id()));
            case DaemonNews.BackupFailed it ->
                    change(
                            it.component(),
                            old -> old.withBackup("failed: " + it.error().getMessage()));
            case DaemonNews.BackupDue it ->
                    change(it.component(), old -> old.withNextBackup(it.at()));
            case DaemonNews.CopiesBehind it ->
                    troubles.put(copies(it.vault()), String.join("; ", it.problems()));
            case DaemonNews.CopiesWhole it -> troubles.remove(copies(it.vault()));
            case DaemonNews.Captured it -> captured(it.component(), it.news());
            case DaemonNews.StandbySeen it -> following(it.component(), it.standby());
            case DaemonNews.StandbyAway it ->
                    change(
                            it.component(),
                            old ->
                                    old.withStandby(
                                            new Standby(
                                                    String.valueOf(it.error().getMessage()),
                                                    Optional.empty(),
                                                    Optional.empty())));
            case DaemonNews.Watched it -> watched(it.component(), it.news());
            case DaemonNews.Stopped it ->
                    troubles.put(it.part(), String.valueOf(it.error().getMessage()));
            case DaemonNews.Recovering it ->
                    recoveries.put(
                            it.scenario().value(),
                            new Recovering(it.run().value(), it.fired(), "running"));
            case DaemonNews.Recovered it ->
                    recoveries.computeIfPresent(
                            it.scenario().value(),
                            (_, old) ->
                                    new Recovering(
                                            old.run(),
                                            old.fired(),
                                            it.good() ? "succeeded" : "failed"));
            case DaemonNews.Told it ->
                    troubles.put("trigger of " + it.scenario(), "fired at " + it.fired());
            case DaemonNews.ProbeFailing it ->
                    troubles.put("probe " + it.probe(), "does not answer well");
            case DaemonNews.ProbeGood it -> troubles.remove("probe " + it.probe());
            case DaemonNews.Scrubbed it ->
                    trouble(
                            "vault " + it.vault(),
                            it.left() > 0,
                            it.left() + " objects are damaged in every copy");
            case DaemonNews.Pruned it ->
                    trouble(
                            "prune of vault " + it.vault(),
                            !it.problems().isEmpty(),
                            String.join("; ", it.problems()));
            case DaemonNews.RolledBack it ->
                    troubles.put(
                            "older state of vault " + it.vault(), String.join("; ", it.missing()));
            case DaemonNews.Sealed it -> mark(SEALED, !it.closed().isEmpty(), closed(it.closed()));
            case DaemonNews.Unsealed it ->
                    troubles.put(SEALED, String.valueOf(it.error().getMessage()));
            case DaemonNews.UpkeepFailed it ->
                    troubles.put(
                            "upkeep of vault " + it.vault(),
                            String.valueOf(it.error().getMessage()));
            case DaemonNews.Untold it ->
                    troubles.put(telling(it.whom()), String.valueOf(it.error().getMessage()));
            case DaemonNews.Alerted it -> troubles.remove(telling(it.whom()));
            case DaemonNews.Run _, DaemonNews.MetricsAt _ -> {}
        }
    }

    private static String telling(String whom) {
        return "telling " + whom;
    }

    private static String copies(VaultId vault) {
        return "copies of vault " + vault;
    }

    private static String closed(Map<String, String> why) {
        return why.entrySet().stream()
                .map(it -> it.getKey() + ": " + it.getValue())
                .collect(Collectors.joining("; "));
    }

    private void trouble(String part, boolean bad, String what) {
        troubles.remove("upkeep of " + part.substring(part.indexOf("vault ")));
        mark(part, bad, what);
    }

    private void mark(String part, boolean bad, String what) {
        if (bad) {
            troubles.put(part, what);
        } else {
            troubles.remove(part);
        }
    }

    /// Both are fed by the same source, and either may be ahead.
    private void following(ComponentId component, DataStore.Following seen) {
        Optional<Long> lacks =
                Optional.ofNullable(ends.get(component))
                        .filter(end -> end.line().equals(seen.replayed().line()))
                        .map(end -> Math.max(0, end.offset() - seen.replayed().offset()));
        change(
                component,
                old ->
                        old.withStandby(
                                new Standby("following", lacks, Optional.of(seen.behind()))));
    }

    private void captured(ComponentId component, CaptureNews news) {
        if (news instanceof CaptureNews.Captured it) {
            ends.put(component, it.end());
        }
        change(
                component,
                old ->
                        switch (news) {
                            case CaptureNews.Captured it ->
                                    old.withCaptured(
                                            it.end().line()
                                                    + " "
                                                    + Long.toUnsignedString(it.end().offset()),
                                            it.at());
                            case CaptureNews.CommitsWait it -> old.withCommitsWait(it.waiting());
                            case CaptureNews.Broken it ->
                                    old.withCapture("broken: " + it.error().getMessage());
                            case CaptureNews.NotShipped _,
                                    CaptureNews.Shipped _,
                                    CaptureNews.Gap _ ->
                                    old;
                            case CaptureNews.Closed _ ->
                                    old.withCapture("closed").withCommitsWait(false);
                        });
    }

    private void watched(ComponentId component, WatchdogNews news) {
        String commits = "commits of " + component;
        String watchdog = "watchdog of " + component;
        switch (news) {
            case WatchdogNews.LetThrough it ->
                    troubles.put(commits, "pass uncaptured since " + it.since());
            case WatchdogNews.WaitAgain _ -> troubles.remove(commits);
            case WatchdogNews.Blind it ->
                    troubles.put(watchdog, String.valueOf(it.error().getMessage()));
            case WatchdogNews.Sees _ -> troubles.remove(watchdog);
        }
    }

    private void change(ComponentId component, UnaryOperator<Protected> change) {
        components.merge(
                component.value(), change.apply(Protected.STARTING), (old, _) -> change.apply(old));
    }
}
