package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.model.Digest;
import dev.muster.model.Durations;
import dev.muster.model.Epoch;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.operations.restore.RestoreJob;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster restore`.
@Command(
        name = "restore",
        description = "bring one component's data back into a folder; nothing is started")
public final class RestoreVerb implements Verb {
    private final Sites sites;

    @Parameters(paramLabel = "COMPONENT", description = "which one")
    private String component = "";

    @Option(
            names = "--to",
            paramLabel = "MOMENT",
            defaultValue = "latest",
            description = "${DEFAULT-VALUE} by default; " + Targets.HELP)
    private String to = "latest";

    @Option(
            names = "--into",
            required = true,
            paramLabel = "DIR",
            description = "the folder; absent or empty")
    private @Nullable Path into;

    public RestoreVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        Site site = sites.openPatiently(call);
        return restore(call, site, Named.dataStore(site, component));
    }

    private <S extends Record> Answer restore(Call call, Site site, Component<S> found)
            throws InterruptedException {
        RestoreTarget moment = Targets.parse(call, "--to", to);
        Path folder = call.around().folder().resolve(String.valueOf(into)).normalize();
        RegionId region = region(found);
        Target<S> target = site.targets().restored(found, region, moment);
        call.resumeWith("run the same command again: it begins the folder anew");
        long began = call.timing().nanos();
        RestoreJob.Restored restored;
        try (Task task = call.progress(component)) {
            restored =
                    new RestoreJob(site)
                            .run(
                                    found,
                                    target,
                                    new RestoreRequest(folder, moment),
                                    operation(site, folder, task));
        }
        Answered answer =
                new Answered(
                        component,
                        restored.point().id(),
                        restored.point().consistentAt(),
                        restored.point().logical(),
                        restored.log(),
                        folder.toString(),
                        Duration.ofNanos(call.timing().nanos() - began));
        call.answer(
                "restore/1",
                answer,
                screen -> {
                    screen.print(
                            component
                                    + " is in "
                                    + folder
                                    + ": "
                                    + answer.data()
                                    + " from "
                                    + call.show(answer.consistentAt())
                                    + " and "
                                    + answer.log()
                                    + " of log, in "
                                    + Durations.text(answer.took()));
                    screen.print("The log is replayed when it is started.");
                });
        return Answer.YES;
    }

    /// Where the strategy wants it back; else where its log is captured, else where it runs.
    private static RegionId region(Component<?> component) {
        return component
                .recovery()
                .in()
                .or(() ->
                        component
                                .protection()
                                .flatMap(how -> how.logs())
                                .map(logs -> logs.captureFrom()))
                .or(component::region)
                .orElseThrow();
    }

    /// The folder names the work, so that the same command again takes it up.
    private static dev.muster.operations.Call operation(Site site, Path folder, Progress progress) {
        String token = "restore." + Digest.of(folder.toString()).brief();
        return new dev.muster.operations.Call(
                token,
                Epoch.FIRST,
                site.state().work(token),
                site.timing(),
                progress,
                new Cancellation());
    }

    private record Answered(
            String component,
            String point,
            Instant consistentAt,
            ByteSize data,
            ByteSize log,
            String folder,
            Duration took) {}
}
