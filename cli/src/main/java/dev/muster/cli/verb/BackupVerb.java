package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.keys.Warnings;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.model.Durations;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.operations.backup.BackupJob;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `muster backup`.
@Command(name = "backup", description = "back up now")
public final class BackupVerb implements Verb {
    private final Sites sites;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMPONENT",
            description = "which ones; without any, all that are protected")
    private List<String> components = List.of();

    public BackupVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        Site site = sites.open(call);
        call.resumeWith(
                "nothing of an unfinished backup is visible; run muster backup again, it uses what"
                        + " was already stored");
        List<Taken> taken = new ArrayList<>();
        for (Component<?> component : Named.dataStores(site, components)) {
            long began = call.timing().nanos();
            try (Task task = call.progress(component.id().value())) {
                BackupJob.Taken made = new BackupJob(site).run(component, task, new Cancellation());
                taken.add(Taken.of(made, Duration.ofNanos(call.timing().nanos() - began)));
            }
        }
        Named.dataStores(site, components).stream()
                .map(site.vaults()::protecting)
                .distinct()
                .forEach(vault ->
                        Warnings.rolledBack(
                                call, site.vaults().any(vault), site.vaults().keys(vault)));
        call.answer(
                "backup/1",
                new Answered(taken),
                screen -> {
                    Table table = Table.of("component", "point", ">data", ">stored", ">took");
                    taken.forEach(it ->
                            table.row(
                                    it.component(),
                                    it.point(),
                                    it.logical().toString(),
                                    it.stored().toString(),
                                    Durations.text(it.took())));
                    table.print(screen);
                    taken.forEach(it -> flaws(screen, it));
                });
        return taken.stream().allMatch(Taken::isWhole) ? Answer.YES : Answer.NO;
    }

    private static void flaws(Screen screen, Taken taken) {
        taken.remarks().forEach(it -> screen.print(taken.component() + ": " + it));
        for (Lacking copy : taken.lacking()) {
            screen.print(
                    taken.component()
                            + ": the copy in "
                            + copy.region()
                            + " does not have it: "
                            + copy.why());
            screen.print("  when that copy is well again, type: muster vault copies --catch-up");
        }
        if (taken.missing() + taken.torn() == 0) {
            return;
        }
        screen.print("");
        screen.print(
                taken.component()
                        + ": "
                        + taken.missing()
                        + " files could not be read, "
                        + taken.torn()
                        + " changed while they were read");
        taken.flaws().forEach(flaw -> screen.print("  " + flaw));
        if (taken.missing() + taken.torn() > taken.flaws().size()) {
            screen.print("  ...");
        }
    }

    private record Answered(List<Taken> backups) {}

    /// A copy of the vault that does not have the backup.
    private record Lacking(String region, String why) {}

    private static String why(MusterException error) {
        return error.code() + " " + error.getMessage();
    }

    private record Taken(
            String component,
            String point,
            Instant consistentAt,
            ByteSize logical,
            ByteSize stored,
            long missing,
            long torn,
            List<String> flaws,
            List<String> remarks,
            List<Lacking> lacking,
            Duration took) {
        boolean isWhole() {
            return missing == 0 && torn == 0 && lacking.isEmpty();
        }

        static Taken of(BackupJob.Taken made, Duration took) {
            RecoveryPoint point = made.point();
            return new Taken(
                    point.component().value(),
                    point.id(),
                    point.consistentAt(),
                    point.logical(),
                    point.stored(),
                    made.flaws().missing(),
                    made.flaws().torn(),
                    made.flaws().first(),
                    made.remarks(),
                    made.lacking().entrySet().stream()
                            .map(it -> new Lacking(it.getKey().value(), why(it.getValue())))
                            .toList(),
                    took);
        }
    }
}
