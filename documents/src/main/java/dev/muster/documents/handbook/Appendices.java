package dev.muster.documents.handbook;

import dev.muster.check.Prediction.Objective;
import dev.muster.documents.Words;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Text;
import dev.muster.kind.Finding;
import dev.muster.model.Names;
import dev.muster.strategy.Component;
import dev.muster.strategy.Drill;
import dev.muster.strategy.SecretReference;
import java.util.ArrayList;
import java.util.List;

/// What is looked up.
final class Appendices {
    private final Overview overview;

    Appendices(Overview overview) {
        this.overview = overview;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Heading.section("impact", "A. Business impact"));
        blocks.add(impact());
        blocks.add(Heading.section("people", "B. Contacts"));
        blocks.add(ContactSheet.table(overview));
        blocks.add(Heading.section("drills", "C. Rehearsals"));
        blocks.add(drills());
        blocks.add(Heading.section("secrets", "D. Secrets, by where they are kept"));
        blocks.add(secrets());
        blocks.add(Heading.section("weak", "E. What is known to be weak"));
        blocks.add(findings());
        return blocks;
    }

    private Block impact() {
        List<List<Text>> rows = new ArrayList<>();
        for (Component<?> component : overview.strategy().components().values()) {
            List<String> dependents =
                    overview.strategy().components().values().stream()
                            .filter(other -> other.dependsOn().contains(component.id()))
                            .map(other -> other.id().value())
                            .toList();
            rows.add(
                    List.of(
                            Text.code(component.id().value()),
                            Text.of(component.tier().orElse("–")),
                            Phrases.names(dependents),
                            Phrases.time(component.rpo(), "–"),
                            Phrases.time(component.rto(), "–"),
                            Phrases.predicted(overview.worst(component.id(), Objective.RPO)),
                            Phrases.predicted(overview.worst(component.id(), Objective.RTO))));
        }
        return SystemChapter.table(
                "Components and what fails with them",
                List.of(
                        Column.words("Component"),
                        Column.words("Tier"),
                        Column.words("Fails with it"),
                        Column.numbers("RPO"),
                        Column.numbers("RTO"),
                        Column.numbers("Worst loss"),
                        Column.numbers("Worst outage")),
                rows);
    }

    private Block drills() {
        List<List<Text>> rows = new ArrayList<>();
        for (Drill drill : overview.strategy().drills().values()) {
            rows.add(
                    List.of(
                            Text.code(drill.id().value()),
                            Text.code(drill.scenario().value()),
                            Text.of(Names.word(drill.mode())),
                            drill.schedule().map(Text::code).orElse(Text.of("by hand"))));
        }
        return SystemChapter.table(
                "Planned in the strategy",
                List.of(
                        Column.words("Drill"),
                        Column.words("Scenario"),
                        Column.words("How real"),
                        Column.words("When, UTC")),
                rows);
    }

    private Block secrets() {
        List<List<Text>> rows = new ArrayList<>();
        for (SecretReference secret : overview.strategy().secrets()) {
            rows.add(
                    List.of(
                            Text.code(String.join(".", secret.path())),
                            Text.code(secret.toString())));
        }
        return SystemChapter.table(
                "At hand before a recovery begins",
                List.of(Column.words("For"), Column.words("Kept in")),
                rows);
    }

    private Block findings() {
        List<List<Text>> rows = new ArrayList<>();
        for (Finding finding : overview.findings()) {
            rows.add(
                    List.of(
                            Text.of(Words.severity(finding)),
                            Text.code(finding.code().id()),
                            Text.code(String.join(".", finding.path())),
                            Text.of(finding.message()),
                            Text.of(finding.fix())));
        }
        return rows.isEmpty()
                ? new Paragraph(Text.of("muster check finds nothing."))
                : SystemChapter.table(
                        "What muster check says",
                        List.of(
                                Column.words(""),
                                Column.words("Code"),
                                Column.words("Where"),
                                Column.words("What"),
                                Column.words("Remedy")),
                        rows);
    }
}
