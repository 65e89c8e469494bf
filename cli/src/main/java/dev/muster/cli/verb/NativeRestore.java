package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Task;
import dev.muster.model.ByteSize;
import dev.muster.model.Digest;
import dev.muster.model.Durations;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.provider.NativeStore;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.util.List;

/// `muster restore` of a store that keeps its recovery points itself: in its own region, where it
/// stands.
final class NativeRestore {
    private final Call call;
    private final Site site;
    private final RestoreTarget moment;
    private final NativeStore.Scope scope;
    private final boolean yes;

    NativeRestore(
            Call call, Site site, RestoreTarget moment, NativeStore.Scope scope, boolean yes) {
        this.call = call;
        this.site = site;
        this.moment = moment;
        this.scope = scope;
        this.yes = yes;
    }

    <S extends Record> Answer run(Component<S> component, NativeStore<S> store)
            throws InterruptedException {
        RegionId region = component.region().orElseThrow();
        Target<S> target = site.targets().restored(component, region, moment);
        String name = component.id().value();
        if (!scope.dryRun()) {
            call.confirm(
                    "What changed in " + name + " since then goes back to what it was.", name, yes);
        }
        call.resumeWith("run the same command again: it goes on where it was");
        long began = call.timing().nanos();
        RestoreReport report;
        try (Task task = call.progress(name)) {
            report =
                    store.restore(
                            target,
                            scope,
                            dev.muster.operations.Call.outsideRuns(
                                    site, token(name), task, new Cancellation()));
        }
        Answered answer =
                new Answered(
                        name,
                        region.value(),
                        scope.dryRun(),
                        report.files(),
                        report.written(),
                        report.notes(),
                        report.lost(),
                        Duration.ofNanos(call.timing().nanos() - began));
        call.answer("restore-native/1", answer, screen -> show(screen, answer));
        return report.lost().isEmpty() ? Answer.YES : Answer.NO;
    }

    /// The same command again takes the same work up; a dry run is looked at anew.
    private String token(String component) {
        String asked = component + " " + moment + " " + scope;
        return "restore." + Digest.of(asked).brief();
    }

    private static void show(Screen screen, Answered answer) {
        screen.print(
                answer.component()
                        + (answer.dryRun() ? " would change in " : " is back in ")
                        + answer.region()
                        + ": "
                        + answer.changed()
                        + " objects, "
                        + answer.written()
                        + " copied, in "
                        + Durations.text(answer.took()));
        answer.notes().forEach(note -> screen.print("  " + note));
        answer.lost().forEach(lost -> screen.print(screen.inkOfAnswer().bad("  lost: " + lost)));
    }

    private record Answered(
            String component,
            String region,
            boolean dryRun,
            long changed,
            ByteSize written,
            List<String> notes,
            List<String> lost,
            Duration took) {}
}
