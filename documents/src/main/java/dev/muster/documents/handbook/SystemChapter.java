package dev.muster.documents.handbook;

import dev.muster.documents.Redaction;
import dev.muster.documents.diagram.Diagrams;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Figure;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Text;
import dev.muster.strategy.Component;
import dev.muster.strategy.Region;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.VaultPlace;
import java.util.ArrayList;
import java.util.List;

/// What the system is made of.
final class SystemChapter {
    private final Strategy strategy;
    private final Redaction redaction;

    SystemChapter(Overview overview) {
        this.strategy = overview.strategy();
        this.redaction = Redaction.of(strategy);
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Heading.section("system", "The system"));
        blocks.add(new Figure(Diagrams.architecture(strategy)));
        blocks.add(regions());
        blocks.add(components());
        blocks.add(vaults());
        blocks.add(Heading.part("What depends on what"));
        blocks.add(new Figure(Diagrams.dependencies(strategy)));
        return blocks;
    }

    private Block regions() {
        List<List<Text>> rows = new ArrayList<>();
        for (Region region : strategy.regions().values()) {
            Text place =
                    region.location()
                            .or(region::folder)
                            .map(Text::code)
                            .orElse(Text.of("not said"));
            rows.add(List.of(Text.code(region.id().value()), Text.of(region.provider()), place));
        }
        return table(
                "Regions: what can be lost as a whole",
                List.of(Column.words("Region"), Column.words("Run by"), Column.words("Where")),
                rows);
    }

    private Block components() {
        List<List<Text>> rows = new ArrayList<>();
        for (Component<?> component : strategy.components().values()) {
            rows.add(
                    List.of(
                            Text.code(component.id().value()),
                            Text.of(component.kind().look().label()),
                            Phrases.where(component),
                            Text.of(component.tier().orElse("–")),
                            Phrases.needs(strategy, component)));
        }
        return table(
                "Components",
                List.of(
                        Column.words("Component"),
                        Column.words("What it is"),
                        Column.words("Runs in"),
                        Column.words("Tier"),
                        Column.words("Depends on")),
                rows);
    }

    private Block vaults() {
        List<List<Text>> rows = new ArrayList<>();
        for (VaultPlace vault : strategy.vaults().values()) {
            for (VaultPlace.Copy copy : vault.copies()) {
                rows.add(
                        List.of(
                                Text.code(vault.id().value()),
                                Text.code(redaction.address(copy.url())),
                                Text.code(copy.region().value())));
            }
        }
        return table(
                "Vaults: where backups and logs are kept",
                List.of(Column.words("Vault"), Column.words("Place"), Column.words("Region")),
                rows);
    }

    static Block table(String caption, List<Column> columns, List<List<Text>> rows) {
        return rows.isEmpty()
                ? new Paragraph(Text.of(caption + ": none."))
                : new Table(caption, columns, rows);
    }
}
