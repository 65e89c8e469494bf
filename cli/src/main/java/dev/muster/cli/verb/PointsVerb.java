package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.operations.Site;
import dev.muster.operations.facts.ProtectionReader;
import dev.muster.strategy.Component;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `muster points`.
@Command(name = "points", description = "recovery points and the restorable window")
public final class PointsVerb implements Verb {
    private final Sites sites;

    @Parameters(paramLabel = "COMPONENT", description = "whose")
    private String component = "";

    public PointsVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        Component<?> found = Named.dataStore(site, component);
        ProtectionReader reader = new ProtectionReader(site);
        List<RecoveryPoint> points = reader.points(found);
        Optional<RestorableWindow> window = reader.window(found);
        call.answer(
                "points/1",
                new Answered(component, points.stream().map(Entry::of).toList(), window),
                screen -> show(call, screen, points, window));
        return Answer.YES;
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
            String component, List<Entry> points, Optional<RestorableWindow> window) {}

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
