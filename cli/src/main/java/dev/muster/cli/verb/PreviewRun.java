package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Task;
import dev.muster.model.ByteSize;
import dev.muster.model.Durations;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.operations.Site;
import dev.muster.operations.restore.PreviewJob;
import dev.muster.provider.Operation;
import dev.muster.provider.Previews;
import dev.muster.provider.Previews.Part;
import dev.muster.provider.Previews.Shown;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.RestoreScope;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// The part of `muster restore` that is about previews: one is opened, moved on, taken from, or
/// ended.
final class PreviewRun<S extends Record> {
    private final Call call;
    private final Component<S> component;
    private final Path folder;
    private final PreviewOptions options;
    private final Function<Task, Operation> operations;
    private final PreviewJob job;
    private final Previews<S> previews;
    private final Target<S> target;

    PreviewRun(
            Call call,
            Site site,
            Component<S> component,
            RegionId region,
            Path folder,
            PreviewOptions options,
            PreviewJob job,
            Function<Task, Operation> operations) {
        this.call = call;
        this.component = component;
        this.folder = folder;
        this.options = options;
        this.operations = operations;
        this.job = job;
        this.previews = job.previews(component);
        this.target = site.targets().restored(component, region, new RestoreTarget.Latest());
    }

    /// @param moment what was typed as `--to`; empty where nothing was
    /// @param line what was typed as `--timeline`
    Answer run(Optional<RestoreTarget> moment, Optional<String> line) throws InterruptedException {
        call.resumeWith("run the same command again");
        Optional<Part> part = options.part(call.around().folder());
        long began = call.timing().nanos();
        if (options.ends()) {
            return end();
        }
        Shown shown;
        ByteSize size = ByteSize.ZERO;
        try (Task task = call.progress(component.id().value())) {
            Operation operation = operations.apply(task);
            shown = show(moment, line, operation);
            if (part.isPresent()) {
                size = previews.extract(target, folder, part.get(), operation);
            }
        }
        Duration took = Duration.ofNanos(call.timing().nanos() - began);
        if (part.isPresent()) {
            tell(part.get(), size, shown, took);
        } else {
            tell(shown, took);
        }
        return Answer.YES;
    }

    private Answer end() throws InterruptedException {
        try (Task task = call.progress(component.id().value())) {
            previews.discard(target, folder, operations.apply(task));
        }
        call.answer(
                "preview-end/1",
                new Ended(component.id().value(), folder.toString()),
                screen -> screen.print("the preview in " + folder + " is gone"));
        return Answer.YES;
    }

    private Shown show(Optional<RestoreTarget> moment, Optional<String> line, Operation operation)
            throws InterruptedException {
        if (!previews.isPreview(target, folder)) {
            return open(moment, line, operation);
        }
        Optional<Duration> step = options.step();
        if (step.isPresent()) {
            Shown now = previews.look(target, folder, operation);
            Instant from = now.moment().orElseThrow(() -> noMoment(now));
            RestoreTarget later = new RestoreTarget.AtTime(from.plus(step.get()));
            return previews.advance(target, folder, later, operation);
        }
        return moment.isPresent()
                ? previews.advance(target, folder, moment.get(), operation)
                : previews.look(target, folder, operation);
    }

    private RuntimeException noMoment(Shown now) {
        return CliErrors.WRONG_USAGE.error(
                "the preview stands at " + now.position() + ", before any transaction",
                "--to a moment, instead of --step");
    }

    private Shown open(Optional<RestoreTarget> moment, Optional<String> line, Operation operation)
            throws InterruptedException {
        if (options.step().isPresent()) {
            throw CliErrors.WRONG_USAGE.error(
                    "there is no preview in " + folder + " to move on", "--preview --to a moment");
        }
        RestoreTarget to = moment.orElseGet(RestoreTarget.Latest::new);
        RestoreRequest request = new RestoreRequest(folder, to, RestoreScope.ALL, line);
        int port = options.port().orElseGet(PreviewRun::freePort);
        return job.open(component, target, request, port, operation);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private void tell(Shown shown, Duration took) {
        call.answer(
                "preview/1",
                new Opened(
                        component.id().value(),
                        folder.toString(),
                        shown.address().host(),
                        shown.address().port(),
                        shown.position(),
                        shown.moment(),
                        shown.lastTransaction(),
                        shown.atEnd(),
                        shown.command(),
                        took),
                screen -> {
                    screen.print(stands(shown) + ", in " + Durations.text(took));
                    screen.print("look into it: " + shown.command());
                    goOn(screen);
                });
    }

    private String stands(Shown shown) {
        return component.id()
                + " is shown at "
                + shown.position()
                + shown.lastTransaction()
                        .map(at -> ", last transaction at " + call.show(at))
                        .orElse("")
                + (shown.atEnd() ? ", the end of what was captured" : "");
    }

    private void goOn(Screen screen) {
        String command = "muster restore " + component.id() + " --into " + folder;
        screen.print("move it on:   " + command + " --step 30s");
        screen.print("end it:       " + command + " --end");
    }

    private void tell(Part part, ByteSize size, Shown shown, Duration took) {
        String into =
                switch (part.into()) {
                    case Previews.Destination.NewFile(Path path) -> path.toString();
                    case Previews.Destination.Server _ -> "the server";
                };
        call.answer(
                "extract/1",
                new Taken(
                        component.id().value(),
                        part.isTable() ? "table" : "database",
                        part.name(),
                        into,
                        size,
                        shown.position(),
                        shown.lastTransaction(),
                        took),
                screen -> {
                    screen.print(
                            part.name()
                                    + " is in "
                                    + into
                                    + ": "
                                    + size
                                    + " of SQL, as of "
                                    + shown.moment().map(call::show).orElse(shown.position())
                                    + ", in "
                                    + Durations.text(took));
                    goOn(screen);
                });
    }

    private record Opened(
            String component,
            String folder,
            String host,
            int port,
            String position,
            Optional<Instant> moment,
            Optional<Instant> lastTransaction,
            boolean atEnd,
            String command,
            Duration took) {}

    private record Taken(
            String component,
            String what,
            String name,
            String into,
            ByteSize size,
            String position,
            Optional<Instant> lastTransaction,
            Duration took) {}

    private record Ended(String component, String folder) {}
}
