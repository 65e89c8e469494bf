package dev.muster.cli.upkeep;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.model.Names;
import dev.muster.model.RegionId;
import dev.muster.operations.Site;
import dev.muster.vault.repository.PruneReport;
import dev.muster.vault.repository.PruneRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `muster vault prune`.
@Command(name = "prune", description = "remove what keep: no longer keeps, and what nothing needs")
public final class PruneVerb implements Verb {
    private final Sites sites;

    @Mixin private WhichVaults which = new WhichVaults();

    @Option(names = "--dry-run", description = "say what would go and why; change nothing")
    private boolean dryRun;

    @Option(
            names = "--without",
            paramLabel = "REGION",
            description = "go on although the copy there does not answer: it is gone for good")
    private List<String> without = List.of();

    public PruneVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        Set<RegionId> lost = lost();
        List<Pruned> pruned = new ArrayList<>();
        which.of(site)
                .forEach((id, upkeep) ->
                        pruned.add(
                                Pruned.of(
                                        id.value(),
                                        dryRun,
                                        dryRun
                                                ? upkeep.plan(lost)
                                                : upkeep.prune(PruneRules.PATIENCE, lost))));
        call.answer(
                "vault-prune/1",
                new Answered(pruned),
                screen -> pruned.forEach(one -> show(call, screen, one)));
        return Answer.YES;
    }

    private Set<RegionId> lost() {
        Set<RegionId> lost = new LinkedHashSet<>();
        for (String name : without) {
            if (!Names.isLabel(name)) {
                throw CliErrors.WRONG_USAGE.error(
                        "--without '" + name + "' is no region", "name a region of the strategy");
            }
            lost.add(new RegionId(name));
        }
        return lost;
    }

    private void show(Call call, Screen screen, Pruned one) {
        screen.print("vault " + one.vault() + (dryRun ? ", nothing is changed" : ""));
        Table table = Table.of("component", "point", "stored", dryRun ? "would" : "", "why");
        one.points()
                .forEach(point ->
                        table.row(
                                point.component(),
                                point.point(),
                                call.show(point.stored()),
                                point.goes() ? (dryRun ? "go" : "goes") : "stays",
                                String.join(", ", point.why())));
        table.print(screen);
        for (Copy copy : one.copies()) {
            String left =
                    copy.leftovers().bytes() == 0
                            ? ""
                            : ", of that " + copy.leftovers() + " no backup ever needed";
            screen.print(
                    "copy in "
                            + copy.region()
                            + ": "
                            + copy.objects()
                            + " objects, "
                            + copy.bytes()
                            + left);
        }
        one.waiting()
                .forEach(waiting ->
                        screen.print(
                                "waits in "
                                        + waiting.region()
                                        + " for the "
                                        + waiting.what()
                                        + "; the next prune looks again"));
        one.problems().forEach(problem -> screen.print(screen.inkOfAnswer().bad(problem)));
    }

    private record Answered(List<Pruned> vaults) {}

    private record Pruned(
            String vault,
            boolean dryRun,
            List<Point> points,
            List<Logs> logs,
            List<Copy> copies,
            List<Waiting> waiting,
            List<String> problems) {
        static Pruned of(String vault, boolean dryRun, PruneReport report) {
            List<Point> points = new ArrayList<>();
            List<Logs> logs = new ArrayList<>();
            for (PruneReport.Source source : report.sources()) {
                String component = source.source().value();
                source.points()
                        .forEach(point ->
                                points.add(
                                        new Point(
                                                component,
                                                point.id(),
                                                point.stored(),
                                                point.goes(),
                                                point.why())));
                logs.add(new Logs(component, source.logs(), source.logBytes()));
            }
            return new Pruned(
                    vault,
                    dryRun,
                    points,
                    logs,
                    report.copies().stream()
                            .map(it ->
                                    new Copy(
                                            it.region().value(),
                                            it.objects(),
                                            it.bytes(),
                                            it.leftovers()))
                            .toList(),
                    report.waiting().stream()
                            .map(it -> new Waiting(it.region().value(), it.session(), it.what()))
                            .toList(),
                    report.problems());
        }
    }

    private record Point(
            String component, String point, Instant stored, boolean goes, List<String> why) {}

    private record Logs(String component, int segments, ByteSize bytes) {}

    private record Copy(String region, int objects, ByteSize bytes, ByteSize leftovers) {}

    private record Waiting(String region, String session, String what) {}
}
