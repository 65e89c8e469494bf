package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.json.JsonAnswer;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.site.Sites;
import dev.muster.operations.Site;
import dev.muster.operations.StorageRoles;
import dev.muster.strategy.VaultPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster vault policy`.
@Command(
        name = "policy",
        description = "the policies to give to the vaults' buckets, for each role")
public final class VaultPolicyVerb implements Verb {
    private final Sites sites;

    @Option(
            names = "--source",
            paramLabel = "ARN",
            description = "who backs up: adds and reads, changes and deletes nothing")
    private String source = "arn:aws:iam::ACCOUNT:role/muster-source";

    @Option(
            names = "--restorer",
            paramLabel = "ARN",
            description = "who recovers: reads, and adds records of runs")
    private String restorer = "arn:aws:iam::ACCOUNT:role/muster-restorer";

    @Option(names = "--janitor", paramLabel = "ARN", description = "who prunes: also deletes")
    private String janitor = "arn:aws:iam::ACCOUNT:role/muster-janitor";

    public VaultPolicyVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        StorageRoles roles = new StorageRoles(source, restorer, janitor);
        List<Entry> copies = new ArrayList<>();
        for (VaultPlace place : site.strategy().vaults().values()) {
            for (VaultPlace.Copy copy : place.copies()) {
                copies.add(
                        new Entry(
                                place.id().value(),
                                copy.region().value(),
                                copy.url(),
                                site.vaults().policies(copy, roles)));
            }
        }
        call.answer(
                "vault-policy/1",
                new Answered(copies),
                screen -> copies.forEach(entry -> show(screen, entry)));
        return Answer.YES;
    }

    private static void show(Screen screen, Entry entry) {
        String place = "vault " + entry.vault() + " in " + entry.region() + ", " + entry.url();
        if (entry.policies().isEmpty()) {
            screen.say(place + ": not enforced; a folder takes no policy");
        }
        entry.policies()
                .forEach((name, policy) -> {
                    screen.say(place + ", policy of the " + name + ":");
                    screen.print(JsonAnswer.document(policy));
                });
    }

    private record Answered(List<Entry> copies) {}

    private record Entry(String vault, String region, String url, Map<String, Object> policies) {}
}
