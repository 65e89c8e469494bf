package dev.muster.cli.upkeep;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.operations.upkeep.VaultUpkeep;
import dev.muster.vault.repository.CheckReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `muster vault check`.
@Command(
        name = "check",
        description = "look quickly whether each copy has what its backups need, signed and whole")
public final class VaultCheckVerb implements Verb {
    private static final String PROGRAMS = "program/";

    private final Sites sites;

    @Mixin private WhichVaults which = new WhichVaults();

    public VaultCheckVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        List<Checked> checked = new ArrayList<>();
        which.of(site)
                .forEach((id, upkeep) -> {
                    try (Task task = call.progress("check " + id)) {
                        task.stage("looking");
                        checked.add(check(id, upkeep));
                    }
                });
        call.answer(
                "vault-check/1",
                new Answered(checked),
                screen -> checked.forEach(one -> one.show(screen)));
        return Answer.of(checked.stream().allMatch(Checked::isHealthy));
    }

    private static Checked check(VaultId id, VaultUpkeep upkeep) {
        CheckReport report = upkeep.check();
        List<Newest> newest = upkeep.openNewest().stream().map(Newest::of).toList();
        return new Checked(
                id.value(),
                report.objects(),
                report.read(),
                Found.of(report.problems()),
                newest,
                next(report, newest));
    }

    /// What to type, in the order in which it helps.
    private static List<String> next(CheckReport report, List<Newest> newest) {
        Set<String> next = new LinkedHashSet<>();
        Set<String> damaged = new LinkedHashSet<>();
        Set<String> told = new LinkedHashSet<>();
        for (CheckReport.Problem problem : report.problems()) {
            switch (problem.sort()) {
                case UNREACHABLE ->
                        next.add(
                                "bring the copy in "
                                        + problem.region()
                                        + " back, or take it out of the strategy");
                case MISSING, DAMAGED -> {
                    damaged.add("muster vault repair");
                    if (problem.name().startsWith(PROGRAMS)) {
                        told.add(
                                "remove from the storage what is left there and nobody signed:"
                                        + " muster vault program list");
                    }
                }
                case LACKING -> told.add("muster vault copies --catch-up");
                case DIFFERS, BROKEN_CHAIN ->
                        told.add(
                                "find out who can write to the storage in "
                                        + problem.region()
                                        + "; compare with the recovery kit");
            }
        }
        next.addAll(damaged);
        next.addAll(told);
        if (newest.stream().anyMatch(one -> one.problem().isPresent())) {
            next.add("muster vault scrub --all");
        }
        return List.copyOf(next);
    }

    private record Answered(List<Checked> vaults) {}

    /// @param newest empty where no archive key is at hand
    /// @param next what to type; empty in health
    private record Checked(
            String vault,
            int objects,
            int read,
            List<Found> problems,
            List<Newest> newest,
            List<String> next) {
        boolean isHealthy() {
            return next.isEmpty();
        }

        void show(Screen screen) {
            screen.print("vault " + vault + ": " + objects + " objects, " + read + " read");
            Found.show(screen, problems);
            newest.forEach(one -> one.show(screen));
            if (newest.isEmpty()) {
                screen.print("  no archive key here: whether backups open was not tried");
            }
            if (next.isEmpty()) {
                screen.print("nothing is wrong");
            }
            next.forEach(what -> screen.print("next: " + what));
        }
    }

    private record Newest(
            String component, String point, Optional<Long> paths, Optional<String> problem) {
        static Newest of(VaultUpkeep.Opened opened) {
            return new Newest(
                    opened.source().value(),
                    opened.point(),
                    opened.paths(),
                    opened.problem().map(it -> it.code().id() + " " + it.getMessage()));
        }

        void show(Screen screen) {
            problem.ifPresentOrElse(
                    why ->
                            screen.print(
                                    screen.inkOfAnswer()
                                            .bad("  " + point + " does not open: " + why)),
                    () -> screen.print("  " + point + " opens: " + paths.orElse(0L) + " paths"));
        }
    }
}
