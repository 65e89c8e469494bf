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
import dev.muster.operations.upkeep.VaultUpkeep;
import dev.muster.vault.repository.PruneReport;
import dev.muster.vault.repository.PruneRules;
import dev.muster.vault.repository.RepackReport;
import dev.muster.vault.repository.RepackRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
            names = "--repack",
            paramLabel = "PERCENT",
            arity = "0..1",
            fallbackValue = "50",
            description =
                    "move what is needed out of packs of which at most PERCENT is (50), and join"
                            + " small ones; needs maintainer.key")
    private int repack = -1;

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
        Optional<RepackRules> moving = moving();
        List<Pruned> pruned = new ArrayList<>();
        which.of(site)
                .forEach((id, upkeep) ->
                        pruned.add(
                                dryRun
                                        ? Pruned.of(
                                                id.value(),
                                                true,
                                                upkeep.plan(lost),
                                                moving.map(upkeep::planRepack))
                                        : prune(id.value(), upkeep, lost, moving)));
        call.answer(
                "vault-prune/1",
                new Answered(pruned),
                screen -> pruned.forEach(one -> show(call, screen, one)));
        return Answer.YES;
    }

    private Optional<RepackRules> moving() {
        if (repack < 0) {
            return Optional.empty();
        }
        if (repack > 100) {
            throw CliErrors.WRONG_USAGE.error(
                    "--repack " + repack + " is above 100 percent",
                    "`--repack` alone takes packs of which at most 50 percent is needed");
        }
        return Optional.of(new RepackRules(repack, RepackRules.USUAL.join()));
    }

    /// What goes goes first, so that nothing is moved for it; what was moved away goes last.
    private static Pruned prune(
            String vault, VaultUpkeep upkeep, Set<RegionId> lost, Optional<RepackRules> moving) {
        moving.ifPresent(_ -> upkeep.requireMaintainer());
        PruneReport first = upkeep.prune(PruneRules.PATIENCE, lost);
        Optional<RepackReport> moved = moving.map(upkeep::repack);
        PruneReport both =
                moved.map(repacked -> first.and(upkeep.prune(repacked, lost))).orElse(first);
        return Pruned.of(vault, false, both, moved);
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
        one.moved().forEach(moved -> screen.print(said(moved)));
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

    private String said(Moved moved) {
        String packs =
                moved.component() + ": " + moved.packs() + " packs of " + moved.bytes() + " hold ";
        return dryRun
                ? packs
                        + moved.needed()
                        + " that is needed; to move it reads "
                        + moved.bytes()
                        + ", writes "
                        + moved.needed()
                        + " and some maps to each copy, and frees "
                        + moved.bytes()
                        + " there"
                : packs
                        + moved.needed()
                        + " that "
                        + moved.points()
                        + " points need: "
                        + moved.written()
                        + " were written to each copy instead";
    }

    private record Answered(List<Pruned> vaults) {}

    private record Pruned(
            String vault,
            boolean dryRun,
            List<Point> points,
            List<Logs> logs,
            List<Moved> moved,
            List<Copy> copies,
            List<Waiting> waiting,
            List<String> problems) {
        static Pruned of(
                String vault, boolean dryRun, PruneReport report, Optional<RepackReport> repacked) {
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
                    repacked.map(Moved::of).orElseGet(List::of),
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
                    Stream.concat(
                                    report.problems().stream(),
                                    repacked.stream().flatMap(it -> it.problems().stream()))
                            .toList());
        }
    }

    private record Point(
            String component, String point, Instant stored, boolean goes, List<String> why) {}

    private record Logs(String component, int segments, ByteSize bytes) {}

    private record Moved(
            String component,
            int points,
            int packs,
            ByteSize bytes,
            ByteSize needed,
            ByteSize written) {
        static List<Moved> of(RepackReport report) {
            return report.sources().stream()
                    .map(it ->
                            new Moved(
                                    it.source().value(),
                                    it.points(),
                                    it.packs(),
                                    it.bytes(),
                                    it.moved(),
                                    it.written()))
                    .toList();
        }
    }

    private record Copy(String region, int objects, ByteSize bytes, ByteSize leftovers) {}

    private record Waiting(String region, String session, String what) {}
}
