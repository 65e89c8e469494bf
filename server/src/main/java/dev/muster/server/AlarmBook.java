package dev.muster.server;

import dev.muster.model.ComponentId;
import dev.muster.model.ProbeId;
import dev.muster.model.ScenarioId;
import dev.muster.model.VaultId;
import dev.muster.operations.capture.WatchdogNews;
import dev.muster.strategy.AlertKind;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps what of the news of a daemon is an alarm. Safe for many threads.
final class AlarmBook {
    /// How long a vault may be in trouble that mostly ends by itself.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Strategy strategy;
    private final Map<ComponentId, Guarded> guarded = new LinkedHashMap<>();
    private final Map<Alarm.Key, State> states = new LinkedHashMap<>();

    private record State(Alarm alarm, Duration hold) {}

    /// @param components those that the daemon protects
    AlarmBook(Strategy strategy, List<? extends Component<?>> components, Instant began) {
        this.strategy = strategy;
        components.forEach(it -> guarded.put(it.id(), new Guarded(it, began)));
    }

    /// Whether all that is protected was heard of.
    synchronized boolean isSettled() {
        return guarded.values().stream().allMatch(Guarded::isSettled);
    }

    synchronized List<Alarm> open(Instant now) {
        List<Alarm> open = new ArrayList<>();
        guarded.values().forEach(it -> open.addAll(it.open(now)));
        states.values().stream()
                .filter(it -> Guarded.lasted(it.alarm().since(), it.hold(), now))
                .forEach(it -> open.add(it.alarm()));
        return open;
    }

    synchronized void note(DaemonNews news, Instant now) {
        switch (news) {
            case DaemonNews.BackupBegan it -> of(it.component(), Guarded::backupBegan);
            case DaemonNews.BackupDone it ->
                    of(it.component(), to -> to.backupDone(it.point().safeAt()));
            case DaemonNews.BackupFailed it ->
                    of(it.component(), to -> to.backupFailed(words(it.error()), now));
            case DaemonNews.BackupDue it ->
                    of(it.component(), to -> to.backupDue(it.at(), it.newest()));
            case DaemonNews.Captured it -> of(it.component(), to -> to.captured(it.news(), now));
            case DaemonNews.StandbySeen it ->
                    of(it.component(), to -> to.standbySeen(it.standby().behind(), now));
            case DaemonNews.StandbyAway it ->
                    of(it.component(), to -> to.standbyAway(words(it.error()), now));
            case DaemonNews.Watched it -> watched(it.component(), it.news(), now);
            case DaemonNews.CopiesBehind it ->
                    vault(it.vault(), "copies", String.join("; ", it.problems()), now);
            case DaemonNews.CopiesWhole it -> vault(it.vault(), "copies", "", now);
            case DaemonNews.Scrubbed it -> {
                vault(it.vault(), "upkeep", "", now);
                vault(
                        it.vault(),
                        "content",
                        it.left() == 0 ? "" : it.left() + " objects are damaged in every copy",
                        now);
            }
            case DaemonNews.Pruned it ->
                    vault(it.vault(), "prune", String.join("; ", it.problems()), now);
            case DaemonNews.RolledBack it ->
                    vault(
                            it.vault(),
                            "age",
                            "shows less than was seen before: " + String.join("; ", it.missing()),
                            now);
            case DaemonNews.UpkeepFailed it -> vault(it.vault(), "upkeep", words(it.error()), now);
            case DaemonNews.Sealed it ->
                    set(
                            AlertKind.DAEMON_TROUBLE,
                            "sealed secrets",
                            it.closed().isEmpty()
                                    ? ""
                                    : "stay closed: " + String.join(", ", it.closed().keySet()),
                            now);
            case DaemonNews.Unsealed it ->
                    recovery(it.scenario(), "begins without its sealed secrets", now);
            case DaemonNews.Stopped it ->
                    set(AlertKind.DAEMON_TROUBLE, it.part(), "ended: " + words(it.error()), now);
            case DaemonNews.ProbeFailing it ->
                    set(AlertKind.OUTAGE, probe(it.probe()), "gets no good answer", now);
            case DaemonNews.ProbeGood it -> probeGood(it.probe());
            case DaemonNews.Told it ->
                    set(
                            AlertKind.OUTAGE,
                            it.scenario().value(),
                            "its trigger fired; look, then: muster recover " + it.scenario(),
                            now);
            case DaemonNews.Recovering it ->
                    recovery(it.scenario(), "run " + it.run() + " recovers from it", now);
            case DaemonNews.Recovered it ->
                    recovery(
                            it.scenario(),
                            it.good()
                                    ? ""
                                    : "run "
                                            + it.run()
                                            + " failed; go on with: muster recover "
                                            + it.scenario(),
                            now);
            case DaemonNews.Untold it ->
                    set(Alarm.ofTelling(it.whom()), words(it.error()), Duration.ZERO, now);
            case DaemonNews.Alerted it -> states.remove(Alarm.ofTelling(it.whom()));
            case DaemonNews.Run _, DaemonNews.MetricsAt _ -> {}
        }
    }

    private void of(ComponentId component, Consumer<Guarded> change) {
        Optional.ofNullable(guarded.get(component)).ifPresent(change);
    }

    private void watched(ComponentId component, WatchdogNews news, Instant now) {
        String commits = "commits of " + component;
        Alarm.Key watchdog = new Alarm.Key(AlertKind.DAEMON_TROUBLE, "watchdog of " + component);
        switch (news) {
            case WatchdogNews.LetThrough it ->
                    set(
                            AlertKind.CAPTURE_LOST,
                            commits,
                            "pass uncaptured since " + it.since() + ", and can be lost",
                            now);
            case WatchdogNews.WaitAgain _ -> set(AlertKind.CAPTURE_LOST, commits, "", now);
            case WatchdogNews.Blind it -> set(watchdog, words(it.error()), Guarded.AWAY, now);
            case WatchdogNews.Sees _ -> states.remove(watchdog);
        }
    }

    /// What a vault's trouble is ends with the same part of it; `age` only with the daemon.
    private void vault(VaultId vault, String part, String what, Instant now) {
        Duration hold = part.equals("copies") || part.equals("upkeep") ? PATIENCE : Duration.ZERO;
        set(new Alarm.Key(AlertKind.VAULT_TROUBLE, part + " of vault " + vault), what, hold, now);
    }

    private void recovery(ScenarioId scenario, String what, Instant now) {
        set(AlertKind.RECOVERY, scenario.value(), what, now);
    }

    private static String probe(ProbeId probe) {
        return "probe " + probe;
    }

    private void probeGood(ProbeId probe) {
        states.remove(new Alarm.Key(AlertKind.OUTAGE, probe(probe)));
        strategy.scenarios()
                .forEach((id, scenario) ->
                        scenario.trigger()
                                .filter(trigger -> trigger.when().contains(probe))
                                .ifPresent(_ ->
                                        states.remove(
                                                new Alarm.Key(AlertKind.OUTAGE, id.value()))));
    }

    private void set(AlertKind kind, String subject, String what, Instant now) {
        set(new Alarm.Key(kind, subject), what, Duration.ZERO, now);
    }

    /// @param what nothing if all is well
    private void set(Alarm.Key key, String what, Duration hold, Instant now) {
        if (what.isEmpty()) {
            states.remove(key);
            return;
        }
        Instant since =
                Optional.ofNullable(states.get(key)).map(it -> it.alarm().since()).orElse(now);
        states.put(key, new State(new Alarm(key.kind(), key.subject(), what, since), hold));
    }

    private static String words(Exception error) {
        return String.valueOf(error.getMessage());
    }
}
