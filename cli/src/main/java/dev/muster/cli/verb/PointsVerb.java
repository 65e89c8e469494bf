package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.keys.ReadFrom;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.operations.Site;
import dev.muster.operations.window.ProtectionReader;
import dev.muster.operations.window.Restorable;
import dev.muster.provider.DataStore;
import dev.muster.strategy.Component;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `muster points`.
@Command(name = "points", description = "recovery points and the restorable window")
public final class PointsVerb implements Verb {
    private final Sites sites;

    @Parameters(paramLabel = "COMPONENT", description = "whose")
    private String component = "";

    @Mixin private ReadFrom from = new ReadFrom();

    public PointsVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = from.open(call, sites);
        Component<?> found = Named.dataStore(site, component);
        Restorable restorable = new ProtectionReader(site).look(found);
        List<RecoveryPoint> points = restorable.points();
        Optional<RestorableWindow> window = restorable.window();
        List<Timeline> timelines = timelines(site, found, restorable);
        call.answer(
                "points/1",
                new Answered(component, points.stream().map(Entry::of).toList(), window, timelines),
                screen -> {
                    show(call, screen, points, window);
                    if (timelines.size() > 1) {
                        show(call, screen, timelines);
                    }
                });
        return Answer.YES;
    }

    /// The stretches of captured log, each on its branch of history.
    private static <S extends Record> List<Timeline> timelines(
            Site site, Component<S> found, Restorable restorable) {
        DataStore<S> store = site.dataStore(found);
        return restorable.ranges().stream()
                .map(range ->
                        new Timeline(
                                store.lineName(range.from()),
                                range.from().offset(),
                                range.to().offset(),
                                range.firstArrival(),
                                range.lastArrival()))
                .toList();
    }

    private static void show(Call call, Screen screen, List<Timeline> timelines) {
        screen.print("");
        Table table = Table.of("timeline", "captured from", "to");
        timelines.forEach(it ->
                table.row(
                        it.timeline(), call.show(it.firstArrival()), call.show(it.lastArrival())));
        table.print(screen);
    }

    private void show(
            Call call,
            Screen screen,
            List<RecoveryPoint> points,
            Optional<RestorableWindow> window) {
        if (points.isEmpty()) {
            screen.print("no recovery points yet; make one: muster backup " + component);
            return;
        }
        Table table = Table.of("point", "consistent at", ">data", ">stored");
        points.forEach(point ->
                table.row(
                        point.id(),
                        call.show(point.consistentAt()),
                        point.logical().toString(),
                        point.stored().toString()));
        table.print(screen);
        screen.print("");
        if (window.isEmpty()) {
            screen.print("No log is captured: only these points can be restored.");
            return;
        }
        screen.print(
                "Any moment from "
                        + call.show(window.get().from())
                        + " to "
                        + call.show(window.get().to()));
        window.get()
                .holes()
                .forEach(hole ->
                        screen.print(
                                screen.inkOfAnswer()
                                        .bad(
                                                "  but not from "
                                                        + call.show(hole.from())
                                                        + " to "
                                                        + call.show(hole.to()))));
    }

    private record Answered(
            String component,
            List<Entry> points,
            Optional<RestorableWindow> window,
            List<Timeline> timelines) {}

    private record Timeline(
            String timeline, long from, long to, Instant firstArrival, Instant lastArrival) {}

    private record Entry(
            String point,
            Instant startedAt,
            Instant consistentAt,
            Instant storedAt,
            ByteSize logical,
            ByteSize stored) {
        static Entry of(RecoveryPoint point) {
            return new Entry(
                    point.id(),
                    point.startedAt(),
                    point.consistentAt(),
                    point.storedAt(),
                    point.logical(),
                    point.stored());
        }
    }
}
