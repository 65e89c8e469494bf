package dev.muster.cli.upkeep;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.model.RegionId;
import dev.muster.operations.Site;
import dev.muster.vault.repository.Scrub;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `muster vault scrub`.
@Command(name = "scrub", description = "look for damage in all copies")
public final class ScrubVerb implements Verb {
    private static final int PARTS = 14;

    private final Sites sites;

    @Mixin private WhichVaults which = new WhichVaults();

    @Option(names = "--all", description = "read everything; without it, one part in 14")
    private boolean all;

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            description = "read so much of each copy, such as 10GiB, from where the last one ended")
    private String budget = "";

    public ScrubVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        Scrub.Budget amount = amount();
        List<Scrubbed> scrubbed = new ArrayList<>();
        which.of(site)
                .forEach((id, upkeep) -> {
                    try (Task task = call.progress("scrub " + id)) {
                        task.stage("reading");
                        Scrub.Report report = upkeep.scrub(amount, task);
                        scrubbed.add(
                                new Scrubbed(
                                        id.value(),
                                        report.found().objects(),
                                        report.found().read(),
                                        report.read(),
                                        report.whole().stream()
                                                .map(RegionId::value)
                                                .sorted()
                                                .toList(),
                                        Found.of(report.found().problems())));
                    }
                });
        call.answer(
                "vault-scrub/1",
                new Answered(scrubbed),
                screen ->
                        scrubbed.forEach(one -> {
                            screen.print(
                                    "vault "
                                            + one.vault()
                                            + ": "
                                            + one.objects()
                                            + " objects, "
                                            + one.read()
                                            + " read, "
                                            + one.bytes()
                                            + " of packs and log");
                            Found.show(screen, one.problems());
                            screen.print(
                                    one.problems().isEmpty()
                                            ? "nothing is wrong"
                                            : "mend it: muster vault repair");
                        }));
        return Answer.of(scrubbed.stream().allMatch(one -> one.problems().isEmpty()));
    }

    private Scrub.Budget amount() {
        if (all) {
            return new Scrub.Budget.All();
        }
        if (budget.isEmpty()) {
            return new Scrub.Budget.Part(PARTS);
        }
        return ByteSize.parse(budget)
                .<Scrub.Budget>map(Scrub.Budget.Bytes::new)
                .orElseThrow(() ->
                        CliErrors.WRONG_USAGE.error(
                                "--budget '" + budget + "' is no size", "write for example 10GiB"));
    }

    private record Answered(List<Scrubbed> vaults) {}

    private record Scrubbed(
            String vault,
            int objects,
            int read,
            ByteSize bytes,
            List<String> whole,
            List<Found> problems) {}
}
