package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.cli.site.Sites;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.operations.keys.KeyReport;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `muster vault keys list`.
@Command(name = "list", description = "the vault's keys and slots, and what is sealed to which")
public final class KeysListVerb implements Verb {
    private final Sites sites;

    @Mixin private VaultChoice choice = new VaultChoice();
    @Mixin private Unlock unlock = new Unlock();

    public KeysListVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId vault = choice.of(site);
        unlock.into(call, sites, site.vaults(), vault);
        Warnings.rolledBack(call, site.vaults().any(vault), site.vaults().keys(vault));
        KeyReport report = KeyReport.of(site.vaults().any(vault), site.vaults().keys(vault));
        call.answer(
                "vault-keys/1",
                new Answered(
                        vault.value(),
                        report.number(),
                        report.owner(),
                        report.keys(),
                        report.slots(),
                        report.advice()),
                screen -> show(call, screen, report));
        return Answer.YES;
    }

    private static void show(Call call, Screen screen, KeyReport report) {
        screen.print("vault " + report.number() + ", owner " + report.owner());
        screen.print("");
        Table keys = Table.of("role", "name", "fingerprint", "made", "by", "state", ">backups");
        for (KeyReport.Key key : report.keys()) {
            keys.row(
                    key.role(),
                    key.name(),
                    key.fingerprint(),
                    call.show(key.created()),
                    key.by(),
                    key.state(),
                    key.backups().map(String::valueOf).orElse("-"));
        }
        keys.print(screen);
        if (!report.slots().isEmpty()) {
            screen.print("");
            Table slots = Table.of("slot", "opened by", "made", "by", "holds");
            for (KeyReport.SlotEntry slot : report.slots()) {
                slots.row(
                        slot.role() + "/" + slot.slot(),
                        slot.kind(),
                        call.show(slot.created()),
                        slot.by(),
                        slot.holds());
            }
            slots.print(screen);
        }
        for (String line : report.advice()) {
            screen.print("");
            screen.paragraph(line);
        }
    }

    private record Answered(
            String vault,
            String number,
            String owner,
            List<KeyReport.Key> keys,
            List<KeyReport.SlotEntry> slots,
            List<String> advice) {}
}
