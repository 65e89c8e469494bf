package dev.muster.documents.handbook;

import dev.muster.check.Prediction;
import dev.muster.documents.page.Block.Fact;
import dev.muster.documents.page.Inline;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.kind.Retention;
import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario.Loss;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// How the pages of this package say what several of them say.
final class Phrases {
    static final Text NONE = Text.of("none");
    private static final int LINE = 44;

    private Phrases() {}

    static Text time(Optional<Duration> time, String otherwise) {
        return Text.of(time.map(Durations::text).orElse(otherwise));
    }

    static Text predicted(Optional<Prediction> prediction) {
        return prediction
                .map(one ->
                        one.predicted()
                                .map(time -> Text.of(Durations.text(time)))
                                .orElse(Text.strong("everything")))
                .orElse(Text.of("–"));
    }

    /// How much room there is between what is asked and what is predicted.
    static Text margin(Optional<Prediction> prediction) {
        if (prediction.flatMap(Prediction::asked).isEmpty()) {
            return Text.of("–");
        }
        Prediction one = prediction.get();
        if (one.met()) {
            Duration left = one.asked().orElseThrow().minus(one.predicted().orElseThrow());
            return Text.of(new Inline.Badge(Tone.GOOD, Durations.text(left)));
        }
        return Text.of(
                new Inline.Badge(
                        Tone.DANGER,
                        one.predicted()
                                .map(time -> time.minus(one.asked().orElseThrow()))
                                .map(over -> Durations.text(over) + " over")
                                .orElse("missed")));
    }

    static Text loss(Loss loss) {
        return switch (loss) {
            case Loss.OfRegion region ->
                    Text.of("region ").andCode(region.region().value()).and(" is lost");
            case Loss.OfComponent component ->
                    Text.code(component.component().value())
                            .and(" is lost, and its region goes on");
        };
    }

    static Text names(Collection<?> names) {
        return names.isEmpty()
                ? NONE
                : Text.enumeration(names.stream().map(Object::toString).map(Text::code).toList());
    }

    /// What a component needs, in the order of the file.
    static Text needs(Strategy strategy, Component<?> component) {
        List<ComponentId> needed =
                strategy.components().keySet().stream()
                        .filter(component.dependsOn()::contains)
                        .toList();
        return names(needed);
    }

    static Text where(Component<?> component) {
        return component
                .region()
                .map(region -> Text.code(region.value()))
                .orElse(Text.of("outside regions"));
    }

    static String kept(Optional<Retention> keep) {
        if (keep.isEmpty()) {
            return "for ever";
        }
        Retention rule = keep.get();
        List<String> parts = new ArrayList<>();
        rule.within().ifPresent(time -> parts.add("all of the last " + Durations.text(time)));
        add(parts, rule.last(), "the newest");
        add(parts, rule.days(), "daily");
        add(parts, rule.weeks(), "weekly");
        add(parts, rule.months(), "monthly");
        add(parts, rule.years(), "yearly");
        return parts.isEmpty() ? "the newest alone" : String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    /// To be filled in by hand.
    static Fact blank(String label) {
        return new Fact(label, Text.of(new Inline.Blank(LINE)));
    }
}
