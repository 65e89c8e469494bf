package dev.muster.documents.runbook;

import dev.muster.documents.Sources;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Text;
import dev.muster.model.Durations;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How long it takes and what it costs, as the plan predicts it.
final class Forecast {
    private Forecast() {}

    static List<Block> duration(Sources sources) {
        return List.of(
                new Bullets(
                        sources.strategy().components().values().stream()
                                .flatMap(one -> asked(one, one.rto(), "down").stream())
                                .toList()));
    }

    static List<Block> loss(Sources sources) {
        return List.of(
                new Bullets(
                        sources.strategy().components().values().stream()
                                .flatMap(one -> asked(one, one.rpo(), "of writes").stream())
                                .toList()));
    }

    private static Optional<Text> asked(
            Component<?> component, Optional<Duration> limit, String what) {
        return limit.map(most ->
                Text.code(component.id().value())
                        .and(": at most " + Durations.text(most) + " " + what));
    }
}
