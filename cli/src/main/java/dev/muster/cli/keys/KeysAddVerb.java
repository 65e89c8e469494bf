package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.model.ComponentId;
import dev.muster.model.Names;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.vault.format.Slot;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.keys.Unlocking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster vault keys add`.
@Command(
        name = "add",
        description = "make a key (drill NAME, maintainer, source NAME), or a slot for one")
public final class KeysAddVerb implements Verb {
    private static final String AWS_KMS = "aws-kms";

    private final Sites sites;

    @Parameters(
            index = "0",
            paramLabel = "ROLE",
            description = "drill, maintainer or source; with --slot any role that has a key file")
    private String role = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "whose key")
    private String name = "";

    @Option(
            names = "--source",
            paramLabel = "COMPONENT",
            description = "whose backups a drill may read")
    private List<String> sources = List.of();

    @Option(
            names = "--slot",
            paramLabel = "SLOT",
            description = "keep the role's key file in the vault, in a slot of this name")
    private String slot = "";

    @Option(
            names = "--with-file",
            description = "let a key file open the slot, which is written now, and no passphrase")
    private boolean withFile;

    @Option(
            names = "--kms",
            paramLabel = "ARN",
            description =
                    "let a key of AWS KMS open the slot, and no passphrase; a multi-Region key with"
                            + " its ARN in each region, with commas between")
    private String kms = "";

    @Mixin private VaultChoice choice = new VaultChoice();
    @Mixin private Unlock unlock = new Unlock();

    public KeysAddVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        if (withFile && !kms.isEmpty()) {
            throw CliErrors.WRONG_USAGE.error(
                    "a slot is opened by one thing", "--with-file or --kms, or make two slots");
        }
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        unlock.into(call, sites, site.vaults(), vault);
        if (!slot.isEmpty()) {
            slot(call, site, vault).tell(call);
            return Answer.YES;
        }
        KeysAnswer answer =
                switch (role) {
                    case "drill" -> drill(call, site, vault);
                    case "maintainer" -> maintainer(call, site, vault);
                    case "source" -> source(call, site, vault);
                    default ->
                            throw CliErrors.WRONG_USAGE.error(
                                    "no key of role '" + role + "' can be added",
                                    "add drill, maintainer or source; keep another one in a slot:"
                                            + " --slot NAME; give it another key: muster vault"
                                            + " keys rotate");
                };
        answer.tell(call);
        return Answer.YES;
    }

    private KeysAnswer slot(Call call, Site site, VaultId vault) {
        String base = name.isEmpty() ? role : role + "-" + name;
        KeyCare care = site.vaults().care(vault, call.person());
        List<String> files = new ArrayList<>();
        List<String> next = new ArrayList<>();
        Unlocking by;
        if (withFile) {
            by = new Unlocking.UnlockFile(care.unlockFile(base, slot));
            String file =
                    site.vaults()
                            .keysFolder(vault)
                            .resolve("unlock-" + base + "-" + slot + ".key")
                            .toString();
            files.add(file);
            next.add(
                    "Move "
                            + file
                            + " to where only those have it who may open the slot: with it and"
                            + " the vault, they hold the key of "
                            + base
                            + ".");
        } else if (!kms.isEmpty()) {
            by = sites.service(AWS_KMS, kms);
        } else {
            by = unlock.fresh(call, "of slot " + base + "/" + slot);
        }
        Slot made = care.addSlot(base, slot, by);
        next.add(
                "Try it: muster vault keys list --unlock "
                        + base
                        + "/"
                        + slot
                        + (withFile ? " --unlock-file FILE" : ""));
        return new KeysAnswer(
                vault.value(),
                "slot " + base + "/" + slot + " holds key " + made.holds(),
                base,
                slot,
                Optional.of(made.holds().toString()),
                files,
                next);
    }

    private KeysAnswer drill(Call call, Site site, VaultId vault) {
        requireName();
        List<ComponentId> chosen =
                sources.stream().map(it -> VaultChoice.source(site, vault, it)).toList();
        if (chosen.isEmpty()) {
            throw CliErrors.WRONG_USAGE.error(
                    "drill " + name + " may read nothing yet",
                    "name what it may read: --source COMPONENT");
        }
        KeyCare.Changed changed = site.vaults().care(vault, call.person()).addDrill(name, chosen);
        return new KeysAnswer(
                vault.value(),
                "drill " + name + " has key " + changed.certificate().id(),
                role,
                name,
                Optional.of(changed.certificate().id().toString()),
                changed.files(),
                List.of(
                        "Backups from now on are sealed to it too; those that are there are not."
                                + " Make new ones: muster backup"));
    }

    private void requireName() {
        if (name.isEmpty()) {
            throw CliErrors.WRONG_USAGE.error(
                    "whose key this is was not said", "muster vault keys add " + role + " NAME");
        }
    }

    private KeysAnswer maintainer(Call call, Site site, VaultId vault) {
        KeyCare.Changed changed = site.vaults().care(vault, call.person()).addMaintainer();
        return new KeysAnswer(
                vault.value(),
                "the maintainer has key " + changed.certificate().id(),
                role,
                role,
                Optional.of(changed.certificate().id().toString()),
                changed.files(),
                List.of("It reads everything. Move its file to the machine that repacks."));
    }

    private KeysAnswer source(Call call, Site site, VaultId vault) {
        requireName();
        if (!Names.isLabel(name)) {
            throw CliErrors.WRONG_USAGE.error(
                    "'" + name + "' is no name of a component", "use small letters and hyphens");
        }
        ComponentId source = new ComponentId(name);
        site.vaults().any(vault).addSource(source, site.vaults().keys(vault), call.person());
        String file = site.vaults().keys(vault).sourceFile(source).toString();
        return new KeysAnswer(
                vault.value(),
                "source " + name + " has a key",
                role,
                name,
                Optional.empty(),
                List.of(file),
                List.of("Copy it to the host that backs " + name + " up."));
    }
}
