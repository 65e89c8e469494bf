package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.model.RegionId;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.keys.KeyCare;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster vault keys remove`.
@Command(name = "remove", description = "end a slot or a key; what the key signed counts on")
public final class KeysRemoveVerb implements Verb {
    private static final int LEAST = 8;

    private final Sites sites;

    @Parameters(
            paramLabel = "ROLE/SLOT|FINGERPRINT",
            description = "a slot or a key, as muster vault keys list names them")
    private String what = "";

    @Option(names = "--yes", description = "do not ask for the name to be typed")
    private boolean yes;

    @Mixin private VaultChoice choice = new VaultChoice();
    @Mixin private Unlock unlock = new Unlock();

    public KeysRemoveVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        unlock.into(call, sites, site.vaults(), vault);
        KeyCare care = site.vaults().care(vault, call.person());
        KeysAnswer answer =
                what.contains("/")
                        ? slot(call, vault, care)
                        : certificate(call, vault, care, find(site, vault));
        answer.tell(call);
        return Answer.YES;
    }

    private KeysAnswer slot(Call call, VaultId vault, KeyCare care) {
        String role = what.substring(0, what.indexOf('/'));
        String slot = what.substring(what.indexOf('/') + 1);
        call.confirm("This ends slot " + what + " for ever.", what, yes);
        List<RegionId> kept = care.removeSlot(role, slot);
        List<String> next = new ArrayList<>();
        next.add(
                "Who knows its passphrase and kept a copy of the storage can still open that copy."
                        + " If that may be, give what it held another key: muster vault keys"
                        + " rotate");
        kept.forEach(region ->
                next.add("The storage in " + region + " did not let the slot be deleted."));
        return new KeysAnswer(
                vault.value(),
                "slot " + what + " is removed",
                role,
                slot,
                Optional.empty(),
                List.of(),
                next);
    }

    private Certificate find(Site site, VaultId vault) {
        String prefix = what.toLowerCase(Locale.ROOT);
        List<Certificate> found =
                site.vaults().any(vault).keys().certificates().stream()
                        .filter(it -> it.id().toString().startsWith(prefix))
                        .toList();
        if (found.size() != 1 || prefix.length() < LEAST) {
            throw CliErrors.WRONG_USAGE.error(
                    found.size() + " keys have a fingerprint that begins with '" + what + "'",
                    "name a slot as ROLE/SLOT or a key by at least "
                            + LEAST
                            + " digits of its fingerprint: muster vault keys list");
        }
        return found.getFirst();
    }

    private KeysAnswer certificate(
            Call call, VaultId vault, KeyCare care, Certificate certificate) {
        String role = certificate.role().folder();
        call.confirm(
                "This ends key "
                        + certificate.id()
                        + " of "
                        + role
                        + " "
                        + certificate.name()
                        + " for ever.",
                certificate.name(),
                yes);
        care.remove(certificate);
        return new KeysAnswer(
                vault.value(),
                "key "
                        + certificate.id()
                        + " of "
                        + role
                        + " "
                        + certificate.name()
                        + " is removed",
                role,
                certificate.name(),
                Optional.of(certificate.id().toString()),
                List.of(),
                next(certificate));
    }

    private static List<String> next(Certificate certificate) {
        return switch (certificate.role()) {
            case DRILL ->
                    List.of(
                            "What was sealed to it stays open to whoever has its file; new backups"
                                    + " are not sealed to it.");
            case MAINTAINER ->
                    List.of(
                            "Its file holds the archive's key too. If somebody else may have it:"
                                    + " muster vault keys rotate archive --exposed");
            case SOURCE, CONTROLLER, ARCHIVE, SECRETS -> List.of();
        };
    }
}
