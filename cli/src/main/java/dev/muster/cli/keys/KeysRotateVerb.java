package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.repository.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster vault keys rotate`.
@Command(name = "rotate", description = "give a role another key, in its key files and slots too")
public final class KeysRotateVerb implements Verb {
    private final Sites sites;

    @Parameters(
            index = "0",
            paramLabel = "ROLE",
            description = "archive, secrets, controller or source")
    private String role = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "the component of a source")
    private String name = "";

    @Option(
            names = "--exposed",
            description = "somebody else may hold the old key: let nothing new rest on it")
    private boolean exposed;

    @Mixin private VaultChoice choice = new VaultChoice();
    @Mixin private Unlock unlock = new Unlock();

    public KeysRotateVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        unlock.into(call, sites, site.vaults(), vault);
        KeyCare care = site.vaults().care(vault, call.person());
        call.resumeWith("go on with the same command: muster vault keys rotate " + role);
        KeyCare.Changed changed =
                switch (role) {
                    case "archive" -> care.rotate(Role.ARCHIVE, exposed);
                    case "secrets" -> care.rotate(Role.SECRETS, exposed);
                    case "controller" -> care.rotate(Role.CONTROLLER, exposed);
                    case "source" ->
                            care.rotateSource(VaultChoice.source(site, vault, name), exposed);
                    default ->
                            throw CliErrors.WRONG_USAGE.error(
                                    "the role '" + role + "' has no key that can be rotated",
                                    "rotate archive, secrets, controller or source NAME; drills and"
                                            + " maintainers get new keys with add, and lose old"
                                            + " ones with remove");
                };
        new KeysAnswer(
                        vault.value(),
                        role
                                + (name.isEmpty() ? "" : " " + name)
                                + " has key "
                                + changed.certificate().id()
                                + " now",
                        role,
                        name,
                        Optional.of(changed.certificate().id().toString()),
                        changed.files(),
                        next(site.vaults().any(vault)))
                .tell(call);
        return Answer.YES;
    }

    private List<String> next(Vault vault) {
        List<String> next = new ArrayList<>();
        if (role.equals("source")) {
            next.add(
                    "Copy its file to the host that backs "
                            + name
                            + " up, and start capture anew.");
            next.add("Its next backup stores everything anew.");
            return next;
        }
        next.add(
                "Bring the new recovery.key to wherever the old one is kept, now: the old one does"
                        + " not open what is sealed from now on.");
        if (role.equals("archive") && exposed) {
            long points =
                    vault.sources().stream()
                            .mapToLong(it -> vault.points(it).points().size())
                            .sum();
            next.add(
                    "The thief can read the "
                            + points
                            + " recovery points that are there, and nothing takes that back. Make"
                            + " new ones (muster backup), which rest on nothing old, and let the"
                            + " old ones go; muster vault keys list counts what is left. Change the"
                            + " passwords and keys that those backups hold.");
        }
        if (role.equals("secrets") && exposed) {
            next.add(
                    "The thief can open the sealed secrets that are there. Change them, and put the"
                            + " new ones: muster vault secrets put NAME");
        }
        return next;
    }
}
