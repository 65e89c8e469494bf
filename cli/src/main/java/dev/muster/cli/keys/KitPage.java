package dev.muster.cli.keys;

import dev.muster.cli.Call;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Page;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.operations.Site;
import dev.muster.operations.keys.KeyReport;
import dev.muster.strategy.VaultPlace;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.SeenMarks;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.sealed.VaultDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The recovery kit: what a person needs in hand when every machine is gone. It holds no secret.
final class KitPage {
    private final Call call;
    private final Site site;
    private final VaultPlace place;
    private final Vault vault;
    private final KeyFolder keys;
    private final KeyReport report;

    KitPage(Call call, Site site, VaultPlace place, Vault vault) {
        this.call = call;
        this.site = site;
        this.place = place;
        this.vault = vault;
        this.keys = site.vaults().keys(place.id());
        this.report = KeyReport.of(vault, keys);
    }

    KeyReport report() {
        return report;
    }

    Page page() {
        List<Block> body = new ArrayList<>();
        body.add(facts());
        body.addAll(strategyMissing());
        body.add(Block.Heading.section("start", "Start from nothing"));
        body.addAll(start());
        body.add(Block.Heading.section("reader", "Without Muster"));
        body.addAll(new KitReader(place, vault).blocks());
        body.add(Block.Heading.section("copies", "Where the vault is"));
        body.add(
                table(
                        "Any one of these is enough.",
                        List.of("region", "address"),
                        place.copies().stream()
                                .map(copy -> List.of(copy.region().value(), copy.url()))));
        body.add(Block.Heading.section("keys", "Keys"));
        body.add(
                table(
                        "Fingerprints to compare.",
                        List.of("role", "name", "fingerprint", "state"),
                        report.keys().stream()
                                .map(key ->
                                        List.of(
                                                key.role(),
                                                key.name(),
                                                key.fingerprint(),
                                                key.state()))));
        body.addAll(slots());
        body.add(Block.Heading.section("files", "Key files on the machine that made this"));
        body.add(files());
        body.add(Block.Heading.section("seen", "What the vault held"));
        body.add(seen());
        return new Page(
                "Recovery kit",
                site.strategy().name() + ": vault " + place.id(),
                Text.of(
                        "Print this and keep it with the recovery key file, away from everything"
                                + " that can be lost at once. It holds no secret."),
                List.of(new Page.Source("strategy", site.strategy().digest().hex())),
                body);
    }

    private Block facts() {
        return new Block.Facts(
                List.of(
                        new Block.Fact("vault", Text.code(vault.number())),
                        new Block.Fact("owner", Text.code(report.owner())),
                        new Block.Fact("format", Text.code(ObjectKind.FORMAT_NAME)),
                        new Block.Fact("made", Text.of(call.show(call.timing().instant()))),
                        new Block.Fact("by", Text.of(call.person()))));
    }

    private List<Block> strategyMissing() {
        boolean signed =
                new VaultDocuments(vault)
                        .strategies().stream().anyMatch(VaultDocuments.Version::byOwner);
        return signed
                ? List.of()
                : List.of(
                        new Block.Callout(
                                Tone.DANGER,
                                "The vault holds no strategy that the owner signed",
                                Text.prose(
                                        "The commands below need one. Sign it, and make this page"
                                                + " anew: `muster vault strategy sign`")));
    }

    private List<Block> start() {
        String url = "'" + place.copies().getLast().url() + "'";
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph(
                        Text.prose(
                                "On any Linux machine with JDK 25 and Muster. `recovery.key` is the"
                                        + " file from where this page is kept. Use the address of"
                                        + " whichever copy is left.")));
        blocks.add(
                command("muster vault strategy get --from-vault " + url + " --key recovery.key"));
        site.strategy()
                .scenarios()
                .keySet()
                .forEach(scenario ->
                        blocks.add(
                                command(
                                        "muster recover "
                                                + scenario
                                                + " --from-vault "
                                                + url
                                                + " --key recovery.key")));
        report.slots().stream()
                .filter(slot -> slot.role().equals("recovery"))
                .findFirst()
                .ifPresent(slot -> {
                    blocks.add(
                            new Block.Paragraph(
                                    Text.of("Without the file, with what opens slot ")
                                            .andCode(slot.role() + "/" + slot.slot())
                                            .and(" (" + slot.kind() + "):")));
                    blocks.add(
                            command(
                                    "muster vault strategy get --from-vault "
                                            + url
                                            + " --unlock recovery/"
                                            + slot.slot()));
                });
        return blocks;
    }

    private static Block command(String text) {
        return new Block.Code(Block.Use.COMMAND, text);
    }

    private List<Block> slots() {
        if (report.slots().isEmpty()) {
            return List.of(
                    new Block.Paragraph(
                            Text.of("No slots: the recovery key file is the only way in.")));
        }
        return List.of(
                table(
                        "Slots: key files inside the vault.",
                        List.of("slot", "opened by", "holds"),
                        report.slots().stream()
                                .map(slot ->
                                        List.of(
                                                slot.role() + "/" + slot.slot(),
                                                slot.kind(),
                                                slot.holds()))));
    }

    private Block files() {
        List<List<String>> rows = new ArrayList<>();
        for (KeyFile file : keys.files()) {
            rows.add(List.of(file.base() + ".key", file.id().toString()));
        }
        return table(keys.folder().toString(), List.of("file", "fingerprint"), rows.stream());
    }

    private Block seen() {
        return table(
                "A vault that shows less was put back to an older state, or newer copies are lost.",
                List.of("history", "newest"),
                SeenMarks.of(vault).marks().entrySet().stream()
                        .map(mark -> List.of(mark.getKey(), mark.getValue())));
    }

    private static Block table(String caption, List<String> titles, Stream<List<String>> rows) {
        return new Block.Table(
                caption,
                titles.stream().map(Block.Column::words).toList(),
                rows.map(row -> row.stream().map(Text::of).toList()).toList());
    }
}
