package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.site.Sites;
import dev.muster.kind.Facts;
import dev.muster.model.ByteSize;
import dev.muster.model.Durations;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.operations.CaptureFiles;
import dev.muster.operations.FileLocks;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.operations.facts.FactsReader;
import dev.muster.server.DaemonStatus;
import dev.muster.server.StatusFile;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `muster status`.
@Command(
        name = "status",
        description = "what can be brought back now, to when; lag; next backups; open runs")
public final class StatusVerb implements Verb {
    private final Sites sites;

    public StatusVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        Facts facts = new FactsReader(site).read();
        // after the facts: what is captured while they are read is not in the future
        Instant now = call.timing().instant();
        boolean serving = isServing(site);
        Optional<DaemonStatus> daemon =
                new StatusFile(site.state().daemon()).read().filter(_ -> serving);
        List<Entry> entries = new ArrayList<>();
        for (Component<?> component : site.strategy().components().values()) {
            if (component.protection().isPresent()) {
                entries.add(entry(site, component, facts, daemon, now));
            }
        }
        boolean good = entries.stream().allMatch(Entry::good);
        call.answer(
                "status/1",
                new Answered(site.strategy().name(), serving, entries, daemon),
                screen -> show(call, screen, serving, entries, daemon));
        return Answer.of(good);
    }

    /// The daemon holds a lock as long as it lives, however it dies.
    private static boolean isServing(Site site) {
        Optional<FileLocks.Held> held = FileLocks.tryLock(site.state().lock("serve"));
        held.ifPresent(FileLocks.Held::close);
        return held.isEmpty();
    }

    private static Entry entry(
            Site site,
            Component<?> component,
            Facts facts,
            Optional<DaemonStatus> daemon,
            Instant now) {
        String name = component.id().value();
        Optional<Facts.ProtectionState> state =
                Optional.ofNullable(facts.protection().get(component.id()));
        Optional<RestorableWindow> window = state.flatMap(Facts.ProtectionState::window);
        Optional<Instant> to =
                window.map(RestorableWindow::to)
                        .or(() ->
                                state.flatMap(Facts.ProtectionState::newest)
                                        .map(RecoveryPoint::consistentAt));
        Optional<DaemonStatus.Protected> told = daemon.map(it -> it.components().get(name));
        return new Entry(
                name,
                state.flatMap(Facts.ProtectionState::newest).map(RecoveryPoint::id),
                window.map(RestorableWindow::from)
                        .or(() ->
                                state.flatMap(Facts.ProtectionState::newest)
                                        .map(RecoveryPoint::consistentAt)),
                to,
                to.map(moment -> Duration.between(moment, now)),
                window.map(it -> it.holes().size()).orElse(0),
                state.flatMap(Facts.ProtectionState::verifiedAt),
                told.map(DaemonStatus.Protected::capture),
                told.map(DaemonStatus.Protected::commitsWait).orElse(false),
                new CaptureFiles(site.state(), component.id()).letThroughSince(),
                told.map(DaemonStatus.Protected::backup),
                told.flatMap(DaemonStatus.Protected::nextBackup),
                told.flatMap(DaemonStatus.Protected::standby));
    }

    private static void show(
            Call call,
            Screen screen,
            boolean serving,
            List<Entry> entries,
            Optional<DaemonStatus> daemon) {
        Table table =
                Table.of("component", "restorable from", "to", "behind", "capture", "next backup");
        for (Entry entry : entries) {
            table.row(
                    entry.component(),
                    entry.restorableFrom().map(call::show).orElse("never"),
                    entry.restorableTo().map(call::show).orElse("never"),
                    entry.behind().map(Durations::text).orElse(""),
                    entry.capture().orElse("off") + (entry.commitsWait() ? ", commits wait" : ""),
                    entry.nextBackup().map(call::show).orElse(""));
        }
        table.print(screen);
        entries.stream()
                .filter(entry -> entry.holes() > 0)
                .forEach(entry ->
                        screen.print(
                                entry.component()
                                        + " has holes; see: muster points "
                                        + entry.component()));
        entries.forEach(entry ->
                entry.uncapturedSince()
                        .ifPresent(since ->
                                screen.print(
                                        entry.component()
                                                + ": commits pass uncaptured since "
                                                + call.show(since)
                                                + "; see: muster explain "
                                                + OperationErrors.UNCAPTURED.id())));
        entries.forEach(entry ->
                entry.standby()
                        .ifPresent(it -> screen.print(entry.component() + ": " + words(it))));
        daemon.ifPresent(it -> {
            it.recoveries()
                    .forEach((scenario, run) ->
                            screen.print(
                                    "recovery from "
                                            + scenario
                                            + ": run "
                                            + run.run()
                                            + " "
                                            + run.state()));
            it.troubles().forEach((part, trouble) -> screen.print(part + ": " + trouble));
        });
        if (!serving) {
            screen.print("nothing is captured or scheduled: start the daemon with muster serve");
        }
    }

    private static String words(DaemonStatus.Standby standby) {
        return standby.behind().isEmpty()
                ? "no standby: " + standby.state()
                : "its standby is "
                        + standby.behind().map(Durations::text).orElse("")
                        + standby.lacks()
                                .map(lacks -> " and " + new ByteSize(lacks) + " of log")
                                .orElse("")
                        + " behind";
    }

    private record Answered(
            String strategy,
            boolean serving,
            List<Entry> components,
            Optional<DaemonStatus> daemon) {}

    private record Entry(
            String component,
            Optional<String> newestPoint,
            Optional<Instant> restorableFrom,
            Optional<Instant> restorableTo,
            Optional<Duration> behind,
            int holes,
            Optional<Instant> verifiedAt,
            Optional<String> capture,
            boolean commitsWait,
            Optional<Instant> uncapturedSince,
            Optional<String> backup,
            Optional<Instant> nextBackup,
            Optional<DaemonStatus.Standby> standby) {
        boolean good() {
            return newestPoint.isPresent() && holes == 0 && uncapturedSince.isEmpty();
        }
    }
}
