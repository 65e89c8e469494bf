package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.keys.ReadFrom;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.model.Digest;
import dev.muster.model.Durations;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.operations.restore.PreviewJob;
import dev.muster.operations.restore.RestoreJob;
import dev.muster.provider.NativeStore;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.RestoreScope;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            description = "latest by default; " + Targets.HELP)
    private @Nullable String to;

    @Option(
            names = "--timeline",
            paramLabel = "N",
            description = "the timeline to follow; by default the newest")
    private @Nullable String timeline;

    @Option(
            names = "--from",
            paramLabel = "POINT",
            description = "the recovery point to begin from; chosen by default")
    private @Nullable String from;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "the folder; absent or empty, unless --in-place is given")
    private @Nullable Path into;

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = "only files and folders like this, as in .gitignore; may be repeated")
    private List<String> include = List.of();

    @Option(
            names = "--in-place",
            description =
                    "over what is in DIR: of files only what differs is written; a database's folder is"
                            + " replaced, and kept beside. Without --into, where the strategy says")
    private boolean inPlace;

    @Option(
            names = "--delete-extra",
            description = "with --in-place, removes what is in DIR and not in the backup")
    private boolean deleteExtra;

    @Option(
            names = "--verify-only",
            description = "reads and checks every byte, and writes nothing")
    private boolean verifyOnly;

    @Option(
            names = "--standby",
            description =
                    "a standby that follows the source once it is started; with --in-place in the"
                            + " place of an old primary, whose folder is kept beside")
    private boolean standby;

    @Option(
            names = "--dry-run",
            description = "of a bucket: only says what would be done, and writes it down")
    private boolean dryRun;

    @Option(names = "--yes", description = "do not ask before files are overwritten")
    private boolean yes;

    @Mixin private PreviewOptions preview = new PreviewOptions();
    @Mixin private ReadFrom readFrom = new ReadFrom();

    public RestoreVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        Site site = readFrom.open(call, sites);
        Optional<Component<?>> own = Named.nativeStore(site, component);
        if (own.isPresent()) {
            return ofItsOwn(call, site, own.get());
        }
        requireSense();
        Component<?> found = Named.dataStore(site, component);
        if (preview.wanted()) {
            return preview(call, site, found);
        }
        return verifyOnly ? verify(call, site, found) : restore(call, site, found);
    }

    private <S extends Record> Answer ofItsOwn(Call call, Site site, Component<S> found)
            throws InterruptedException {
        if (to == null || into != null || inPlace || verifyOnly || standby || preview.wanted()) {
            throw CliErrors.WRONG_USAGE.error(
                    component + " keeps its versions itself and comes back where it stands",
                    "muster restore " + component + " --to TIME [--include PREFIX/] [--dry-run]");
        }
        return new NativeRestore(
                        call, site, moment(call), new NativeStore.Scope(include, dryRun), yes)
                .run(found, site.providers().nativeStore(found).orElseThrow());
    }

    private <S extends Record> Answer preview(Call call, Site site, Component<S> found)
            throws InterruptedException {
        Path folder = call.around().folder().resolve(String.valueOf(into)).normalize();
        PreviewRun<S> run =
                new PreviewRun<>(
                        call,
                        site,
                        found,
                        region(found),
                        folder,
                        preview,
                        new PreviewJob(site, Optional.ofNullable(from)),
                        task -> operation(site, folder, task));
        return run.run(
                to == null ? Optional.empty() : Optional.of(moment(call)),
                Optional.ofNullable(timeline));
    }

    private RestoreTarget moment(Call call) {
        return Targets.parse(call, "--to", to == null ? "latest" : to);
    }

    private void requireSense() {
        if (preview.wanted() && (verifyOnly || inPlace || !include.isEmpty() || into == null)) {
            throw CliErrors.WRONG_USAGE.error(
                    "a preview is a whole copy in a folder of its own",
                    "--into DIR, and neither --verify-only, --in-place nor --include");
        }
        if (dryRun) {
            throw CliErrors.WRONG_USAGE.error(
                    "--dry-run is for what keeps its versions itself, such as a bucket",
                    "--verify-only reads and checks, and writes nothing");
        }
        if (standby && (preview.wanted() || verifyOnly || to != null || timeline != null)) {
            throw CliErrors.WRONG_USAGE.error(
                    "a standby is at the latest moment, and all of it",
                    "--standby --into DIR, with --in-place where an old primary is there");
        }
        if (verifyOnly ? into != null : into == null && !inPlace) {
            throw CliErrors.WRONG_USAGE.error(
                    verifyOnly ? "--verify-only writes nothing" : "--into is missing",
                    verifyOnly ? "leave --into out" : "--into DIR, or --verify-only");
        }
        if (deleteExtra && !inPlace) {
            throw CliErrors.WRONG_USAGE.error(
                    "--delete-extra goes with --in-place", "--in-place --delete-extra");
        }
        if (verifyOnly && (inPlace || !include.isEmpty())) {
            throw CliErrors.WRONG_USAGE.error(
                    "--verify-only reads all of it", "leave --in-place and --include out");
        }
    }

    private Answer verify(Call call, Site site, Component<?> found) throws InterruptedException {
        RestoreTarget moment = moment(call);
        call.resumeWith("nothing was written; run the same command again");
        long began = call.timing().nanos();
        RestoreJob.Restored read;
        try (Task task = call.progress(component)) {
            read =
                    new RestoreJob(site, Optional.ofNullable(from))
                            .verify(found, region(found), moment, task);
        }
        Verified answer =
                new Verified(
                        component,
                        read.point().id(),
                        read.point().consistentAt(),
                        read.report().files(),
                        read.point().logical(),
                        read.log(),
                        read.report().lost(),
                        Duration.ofNanos(call.timing().nanos() - began));
        call.answer("restore-verify/1", answer, screen -> show(call, screen, answer));
        return answer.lost().isEmpty() ? Answer.YES : Answer.NO;
    }

    private static void show(Call call, Screen screen, Verified answer) {
        screen.print(
                answer.point()
                        + " of "
                        + call.show(answer.consistentAt())
                        + (answer.lost().isEmpty() ? " is whole: " : " is not whole: ")
                        + answer.files()
                        + " files, "
                        + answer.data()
                        + " and "
                        + answer.log()
                        + " of log, read and checked in "
                        + Durations.text(answer.took()));
        answer.lost().forEach(lost -> screen.print(screen.inkOfAnswer().bad("  " + lost)));
    }

    private <S extends Record> Answer restore(Call call, Site site, Component<S> found)
            throws InterruptedException {
        RestoreTarget moment = moment(call);
        Target<S> target = site.targets().restored(found, region(found), moment);
        Path folder =
                into == null
                        ? site.dataStore(found).restoreFolder(target)
                        : call.around().folder().resolve(into).normalize();
        confirm(call, folder);
        call.resumeWith(
                inPlace
                        ? "what was there may be part old and part new, or beside; run the same"
                                + " command again"
                        : "run the same command again: it begins the folder anew");
        long began = call.timing().nanos();
        RestoreRequest request =
                new RestoreRequest(
                        folder,
                        moment,
                        new RestoreScope(include, inPlace, deleteExtra),
                        Optional.ofNullable(timeline),
                        standby);
        RestoreJob.Restored restored;
        try (Task task = call.progress(component)) {
            restored =
                    new RestoreJob(site, Optional.ofNullable(from))
                            .run(found, target, request, operation(site, folder, task));
        }
        Answered answer =
                new Answered(
                        component,
                        restored.point().id(),
                        restored.point().consistentAt(),
                        restored.point().logical(),
                        restored.log(),
                        folder.toString(),
                        restored.report().files(),
                        restored.report().written(),
                        restored.report().unchanged(),
                        restored.report().notes(),
                        restored.report().lost(),
                        Duration.ofNanos(call.timing().nanos() - began));
        call.answer("restore/1", answer, screen -> show(call, screen, answer));
        return answer.lost().isEmpty() ? Answer.YES : Answer.NO;
    }

    private void confirm(Call call, Path folder) {
        if (inPlace) {
            call.confirm(
                    "What differs in "
                            + folder
                            + " is replaced by the backup of "
                            + component
                            + (deleteExtra ? ", and what is not in the backup is deleted." : "."),
                    component,
                    yes);
        }
    }

    private void show(Call call, Screen screen, Answered answer) {
        screen.print(
                component
                        + " is in "
                        + answer.folder()
                        + ": "
                        + amount(answer)
                        + " from "
                        + call.show(answer.consistentAt())
                        + (answer.log().bytes() > 0 ? " and " + answer.log() + " of log" : "")
                        + ", in "
                        + Durations.text(answer.took()));
        answer.notes().forEach(note -> screen.print("  " + note));
        answer.lost().forEach(lost -> screen.print(screen.inkOfAnswer().bad("  lost: " + lost)));
        if (answer.log().bytes() > 0) {
            screen.print("The log is replayed when it is started.");
        }
    }

    private String amount(Answered answer) {
        if (answer.files() == 0) {
            return answer.data().toString();
        }
        String written = answer.files() + " files, " + answer.written();
        return inPlace ? written + " written, " + answer.unchanged() + " as it was," : written;
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
        return dev.muster.operations.Call.outsideRuns(site, token, progress, new Cancellation());
    }

    private record Answered(
            String component,
            String point,
            Instant consistentAt,
            ByteSize data,
            ByteSize log,
            String folder,
            long files,
            ByteSize written,
            ByteSize unchanged,
            List<String> notes,
            List<String> lost,
            Duration took) {}

    private record Verified(
            String component,
            String point,
            Instant consistentAt,
            long files,
            ByteSize data,
            ByteSize log,
            List<String> lost,
            Duration took) {}
}
