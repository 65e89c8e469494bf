package dev.muster.documents.page;

import dev.muster.documents.page.Block.Align;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Block.Callout;
import dev.muster.documents.page.Block.Card;
import dev.muster.documents.page.Block.Cards;
import dev.muster.documents.page.Block.Code;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Facts;
import dev.muster.documents.page.Block.Figure;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.NewSheet;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Step;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Page.Source;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a page as Markdown that reads well as text and renders on code hosts.
public final class MarkdownRenderer {
    private static final int BAR_WIDTH = 24;

    private MarkdownRenderer() {}

    public static String render(Page page) {
        StringBuilder out = new StringBuilder();
        paragraph(out, "# " + MarkdownText.words(page.form() + ": " + page.title()));
        if (!page.lead().isEmpty()) {
            paragraph(out, inline(page.lead()));
        }
        page.body().forEach(block -> write(block, out));
        paragraph(out, "---");
        out.append("Compiled by Muster from ").append(sources(page.sources())).append(".\n");
        return out.toString();
    }

    private static String sources(List<Source> sources) {
        return sources.stream()
                .map(source ->
                        MarkdownText.words(source.name()) + " " + MarkdownText.code(source.id()))
                .collect(Collectors.joining(", "));
    }

    private static void paragraph(StringBuilder out, String text) {
        out.append(text).append("\n\n");
    }

    private static void write(Block block, StringBuilder out) {
        switch (block) {
            case Heading heading ->
                    paragraph(out, "#".repeat(heading.level()) + " " + inline(heading.text()));
            case Paragraph text -> paragraph(out, inline(text.text()));
            case Callout callout -> paragraph(out, callout(callout));
            case Bullets bullets ->
                    list(out, bullets.items().stream().map(MarkdownRenderer::inline));
            case Facts facts ->
                    list(
                            out,
                            facts.facts().stream()
                                    .map(fact ->
                                            MarkdownText.strong(fact.label() + ":")
                                                    + " "
                                                    + inline(fact.value())));
            case Table table -> paragraph(out, table(table));
            case Code code -> paragraph(out, code(code));
            case Figure figure -> paragraph(out, figure(figure.drawing()));
            case Cards cards -> cards.cards().forEach(card -> card(card, out));
            case Step step -> step(step, out);
            case NewSheet _ -> paragraph(out, "---");
        }
    }

    private static void list(StringBuilder out, java.util.stream.Stream<String> items) {
        items.forEach(item -> out.append("- ").append(item).append('\n'));
        out.append('\n');
    }

    private static String callout(Callout callout) {
        String sign = callout.tone().sign().isEmpty() ? "" : callout.tone().sign() + " ";
        String words = callout.text().isEmpty() ? "" : " " + inline(callout.text());
        return "> " + MarkdownText.strong(sign + callout.title()) + words;
    }

    private static String table(Table table) {
        StringBuilder out = new StringBuilder();
        if (!table.caption().isEmpty()) {
            paragraph(out, MarkdownText.strong(table.caption()));
        }
        out.append(
                row(
                        table.columns().stream()
                                .map(column -> MarkdownText.words(column.title()))
                                .toList()));
        out.append(row(table.columns().stream().map(MarkdownRenderer::rule).toList()));
        for (List<Text> cells : table.rows()) {
            out.append(row(cells.stream().map(MarkdownRenderer::inline).toList()));
        }
        return out.toString().stripTrailing();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String rule(Column column) {
        return column.align() == Align.RIGHT ? "---:" : "---";
    }

    private static String code(Code code) {
        return switch (code.use()) {
            case COMMAND -> MarkdownText.fenced("sh", code.text());
            case OUTPUT -> "It prints:\n\n" + MarkdownText.fenced("text", code.text());
        };
    }

    private static String figure(Drawing drawing) {
        return "![" + MarkdownText.words(drawing.title()) + "](" + drawing.fileName() + ")";
    }

    private static void card(Card card, StringBuilder out) {
        paragraph(out, "## " + MarkdownText.words(card.title()));
        card.body().forEach(block -> write(block, out));
    }

    private static void step(Step step, StringBuilder out) {
        boolean part = step.number().contains(".");
        String marks =
                step.marks().stream()
                        .map(mark -> " (" + inline(mark) + ")")
                        .collect(Collectors.joining());
        paragraph(
                out,
                (part ? "#### " : "### Step ")
                        + step.number()
                        + (part ? " " : ": ")
                        + inline(step.title())
                        + marks);
        step.body().forEach(block -> write(block, out));
    }

    private static String inline(Text text) {
        return text.pieces().stream().map(MarkdownRenderer::inline).collect(Collectors.joining());
    }

    private static String inline(Inline piece) {
        return switch (piece) {
            case Inline.Plain plain -> MarkdownText.words(plain.text());
            case Inline.Strong strong -> MarkdownText.strong(strong.text());
            case Inline.Code code -> MarkdownText.code(code.text());
            case Inline.Badge badge -> badge(badge);
            case Inline.Jump jump -> MarkdownText.words(jump.text());
            case Inline.OtherPage other ->
                    "[" + MarkdownText.words(other.text()) + "](" + other.name() + ".md)";
            case Inline.Mail mail -> MarkdownText.words(mail.address());
            case Inline.Call call -> MarkdownText.words(call.number());
            case Inline.Bar bar -> "\\#".repeat((int) Math.round(bar.share() * BAR_WIDTH));
            case Inline.Blank blank -> ".".repeat(blank.width());
        };
    }

    private static String badge(Inline.Badge badge) {
        String sign = badge.tone().sign().isEmpty() ? "" : badge.tone().sign() + " ";
        return MarkdownText.words(sign + badge.text());
    }
}
