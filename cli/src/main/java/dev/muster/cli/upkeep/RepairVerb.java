package dev.muster.cli.upkeep;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.operations.Site;
import dev.muster.operations.upkeep.VaultUpkeep;
import dev.muster.vault.repository.CheckReport.Problem;
import dev.muster.vault.repository.Scrub;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `muster vault repair`.
@Command(name = "repair", description = "read everything, and mend damage from another copy")
public final class RepairVerb implements Verb {
    private final Sites sites;

    @Mixin private WhichVaults which = new WhichVaults();

    public RepairVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        call.resumeWith("what was mended stays mended; run muster vault repair again");
        List<Repaired> repaired = new ArrayList<>();
        which.of(site)
                .forEach((id, upkeep) -> {
                    try (Task task = call.progress("repair " + id)) {
                        repaired.add(repair(id.value(), upkeep, task));
                    }
                });
        call.answer(
                "vault-repair/1",
                new Answered(repaired),
                screen ->
                        repaired.forEach(one -> {
                            screen.print(
                                    "vault "
                                            + one.vault()
                                            + ": "
                                            + one.found().size()
                                            + " found, "
                                            + one.left().size()
                                            + " left");
                            Found.show(screen, one.left());
                            Found.Lost.show(screen, one.lost());
                        }));
        return Answer.of(repaired.stream().allMatch(one -> one.left().isEmpty()));
    }

    private static Repaired repair(String vault, VaultUpkeep upkeep, Task task) {
        task.stage("reading");
        Scrub.Report report = upkeep.scrub(new Scrub.Budget.All(), task);
        task.stage("mending");
        List<Problem> left = upkeep.repair(report);
        return new Repaired(
                vault,
                Found.of(report.found().problems()),
                Found.of(left),
                Found.Lost.of(upkeep.losses(left)));
    }

    private record Answered(List<Repaired> vaults) {}

    private record Repaired(
            String vault, List<Found> found, List<Found> left, List<Found.Lost> lost) {}
}
