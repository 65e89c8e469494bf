package dev.muster.cli.upkeep;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Table;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.operations.Site;
import dev.muster.vault.repository.CopyLag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `muster vault copies`.
@Command(name = "copies", description = "how far each copy is, and how far behind")
public final class CopiesVerb implements Verb {
    private final Sites sites;

    @Mixin private WhichVaults which = new WhichVaults();

    @Option(names = "--catch-up", description = "bring every copy what it lacks")
    private boolean catchUp;

    public CopiesVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        call.resumeWith("what was copied stays; run muster vault copies --catch-up again");
        List<One> copies = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        which.of(site)
                .forEach((id, upkeep) -> {
                    if (catchUp) {
                        try (Task task = call.progress("copies of " + id)) {
                            task.stage("copying");
                            problems.addAll(upkeep.catchUp().problems());
                        }
                    }
                    upkeep.copies().forEach(lag -> copies.add(One.of(id.value(), lag)));
                });
        call.answer(
                "vault-copies/1",
                new Answered(copies, problems),
                screen -> {
                    Table table =
                            Table.of(
                                    "vault", "region", ">points", "newest", ">lacks", ">bytes",
                                    "since");
                    copies.forEach(copy ->
                            table.row(
                                    copy.vault(),
                                    copy.region(),
                                    String.valueOf(copy.points()),
                                    copy.newest().map(call::show).orElse("-"),
                                    copy.why().orElse(copy.lacks() + " objects"),
                                    copy.bytes().toString(),
                                    copy.since().map(call::show).orElse("-")));
                    table.print(screen);
                    problems.forEach(it -> screen.print(screen.inkOfAnswer().bad("  " + it)));
                });
        return Answer.of(copies.stream().allMatch(One::caughtUp));
    }

    private record Answered(List<One> copies, List<String> problems) {}

    private record One(
            String vault,
            String region,
            boolean caughtUp,
            int points,
            Optional<Instant> newest,
            int lacks,
            ByteSize bytes,
            Optional<Instant> since,
            Optional<String> why) {
        static One of(String vault, CopyLag lag) {
            return new One(
                    vault,
                    lag.region().value(),
                    lag.isCaughtUp(),
                    lag.points(),
                    lag.newest(),
                    lag.objects(),
                    lag.bytes(),
                    lag.oldest(),
                    lag.why());
        }
    }
}
