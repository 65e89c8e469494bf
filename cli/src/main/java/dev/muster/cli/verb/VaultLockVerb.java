package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.site.Sites;
import dev.muster.model.Durations;
import dev.muster.operations.Site;
import dev.muster.strategy.VaultPlace;
import dev.muster.vault.repository.LockCare.Extended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/// `muster vault lock`.
@Command(
        name = "lock",
        description = "keeps what the backups need locked for longer, where storage can lock")
public final class VaultLockVerb implements Verb {
    private final Sites sites;

    public VaultLockVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        List<Entry> copies = new ArrayList<>();
        for (VaultPlace place : site.strategy().vaults().values()) {
            site.vaults()
                    .any(place.id())
                    .locks()
                    .extend()
                    .forEach(done -> copies.add(Entry.of(place.id().value(), done)));
        }
        call.answer("vault-lock/1", new Answered(copies), screen -> show(screen, copies));
        return copies.stream().allMatch(copy -> copy.problems().isEmpty()) ? Answer.YES : Answer.NO;
    }

    private static void show(Screen screen, List<Entry> copies) {
        if (copies.isEmpty()) {
            screen.print("no vault has lock= in its address");
        }
        for (Entry copy : copies) {
            screen.print(
                    "vault "
                            + copy.vault()
                            + " in "
                            + copy.region()
                            + ": "
                            + copy.needed()
                            + " objects are needed, "
                            + copy.extended()
                            + " are kept for "
                            + Durations.text(copy.lock())
                            + " from now");
            copy.problems().forEach(problem -> screen.print("  " + problem));
        }
    }

    private record Answered(List<Entry> copies) {}

    private record Entry(
            String vault,
            String region,
            Duration lock,
            int needed,
            int extended,
            List<String> problems) {
        static Entry of(String vault, Extended done) {
            return new Entry(
                    vault,
                    done.region().value(),
                    done.lock(),
                    done.needed(),
                    done.extended(),
                    done.problems());
        }
    }
}
