package dev.muster.documents.report;

import dev.muster.documents.PhaseStory;
import dev.muster.documents.Words;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Text;
import dev.muster.model.Durations;
import dev.muster.record.Measurement.Loss;
import dev.muster.record.Measurement.LostWrite;
import dev.muster.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which acknowledged writes are gone.
final class Losses {
    private static final int SHOWN = 50;

    private final List<Loss> losses;

    Losses(RunRecord record) {
        this.losses =
                record.measurements().stream()
                        .filter(Loss.class::isInstance)
                        .map(Loss.class::cast)
                        .toList();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Heading.section("loss", "Lost writes"));
        if (losses.isEmpty()) {
            blocks.add(
                    new Paragraph(
                            Outcomes.NOT_MEASURED.and(
                                    " No writer kept a ledger to compare the data with.")));
        }
        for (Loss loss : losses) {
            blocks.add(new Paragraph(sentence(loss)));
            if (!loss.lost().isEmpty()) {
                blocks.add(table(loss));
            }
        }
        return blocks;
    }

    private static Text sentence(Loss loss) {
        Text start =
                Text.code(loss.component().value())
                        .and(": ")
                        .and(
                                Text.strong(
                                        String.format(
                                                Locale.ROOT,
                                                "%,d of %s",
                                                loss.lostCount(),
                                                PhaseStory.counted(
                                                        loss.acknowledged(),
                                                        "acknowledged write"))))
                        .and(loss.lostCount() == 1 ? " is missing" : " are missing");
        String age =
                loss.lostCount() > 0
                        ? ", the oldest acknowledged "
                                + Durations.text(loss.age())
                                + " before the last one"
                        : "";
        return start.and(age + ". " + wrong(loss.doubled(), "doubled"))
                .and(", " + wrong(loss.reordered(), "out of order") + ".");
    }

    private static String wrong(long number, String how) {
        return String.format(Locale.ROOT, "%,d %s", number, how);
    }

    private static Table table(Loss loss) {
        List<LostWrite> shown = loss.lost().subList(0, Math.min(SHOWN, loss.lost().size()));
        int beside = shown.size() > 10 ? 2 : 1;
        int height = (shown.size() + beside - 1) / beside;
        List<List<Text>> rows = new ArrayList<>();
        for (int row = 0; row < height; row++) {
            List<Text> cells = new ArrayList<>();
            for (int at = row; at < height * beside; at += height) {
                boolean more = at < shown.size();
                cells.add(more ? Text.code(shown.get(at).order()) : Text.EMPTY);
                cells.add(
                        more ? Text.of(Words.moment(shown.get(at).acknowledgedAt())) : Text.EMPTY);
            }
            rows.add(cells);
        }
        long more = loss.lostCount() - shown.size();
        return new Table(
                more > 0
                        ? "The first " + shown.size() + ", and " + more + " more."
                        : "All of them.",
                columns(beside),
                rows);
    }

    private static List<Column> columns(int beside) {
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at < beside; at++) {
            columns.add(Column.words("Write"));
            columns.add(Column.words("Acknowledged"));
        }
        return columns;
    }
}
