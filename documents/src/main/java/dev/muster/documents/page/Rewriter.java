package dev.muster.documents.page;

import dev.muster.documents.markup.Node;
import dev.muster.documents.markup.Node.Characters;
import dev.muster.documents.markup.Node.Element;
import dev.muster.documents.markup.Node.Style;
import dev.muster.documents.page.Block.Bullets;
import dev.muster.documents.page.Block.Callout;
import dev.muster.documents.page.Block.Card;
import dev.muster.documents.page.Block.Cards;
import dev.muster.documents.page.Block.Code;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Fact;
import dev.muster.documents.page.Block.Facts;
import dev.muster.documents.page.Block.Figure;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.NewSheet;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Step;
import dev.muster.documents.page.Block.Table;
import java.util.List;
import java.util.function.UnaryOperator;

/// Changes every word that a page shows, wherever it stands; shape, places and digests stay.
final class Rewriter {
    private final UnaryOperator<String> change;

    Rewriter(UnaryOperator<String> change) {
        this.change = change;
    }

    Page page(Page page) {
        return new Page(
                words(page.form()),
                words(page.title()),
                text(page.lead()),
                page.sources(),
                blocks(page.body()));
    }

    private String words(String raw) {
        return change.apply(raw);
    }

    private List<Block> blocks(List<Block> blocks) {
        return blocks.stream().map(this::block).toList();
    }

    private Block block(Block block) {
        return switch (block) {
            case Heading it -> new Heading(it.level(), it.anchor(), text(it.text()));
            case Paragraph it -> new Paragraph(text(it.text()));
            case Callout it -> new Callout(it.tone(), words(it.title()), text(it.text()));
            case Bullets it -> new Bullets(texts(it.items()));
            case Facts it ->
                    new Facts(
                            it.facts().stream()
                                    .map(fact -> new Fact(words(fact.label()), text(fact.value())))
                                    .toList());
            case Table it -> table(it);
            case Code it -> new Code(it.use(), words(it.text()));
            case Figure it -> new Figure(drawing(it.drawing()));
            case Cards it ->
                    new Cards(
                            it.cards().stream()
                                    .map(card -> new Card(words(card.title()), blocks(card.body())))
                                    .toList());
            case Step it ->
                    new Step(
                            it.number(),
                            it.anchor(),
                            text(it.title()),
                            it.marks().stream().map(this::badge).toList(),
                            blocks(it.body()));
            case NewSheet it -> it;
        };
    }

    private Table table(Table table) {
        return new Table(
                words(table.caption()),
                table.columns().stream()
                        .map(column -> new Column(words(column.title()), column.align()))
                        .toList(),
                table.rows().stream().map(this::texts).toList());
    }

    private List<Text> texts(List<Text> texts) {
        return texts.stream().map(this::text).toList();
    }

    private Text text(Text text) {
        return new Text(text.pieces().stream().map(this::inline).toList());
    }

    private Inline inline(Inline piece) {
        return switch (piece) {
            case Inline.Plain it -> new Inline.Plain(words(it.text()));
            case Inline.Strong it -> new Inline.Strong(words(it.text()));
            case Inline.Code it -> new Inline.Code(words(it.text()));
            case Inline.Badge it -> badge(it);
            case Inline.Jump it -> new Inline.Jump(it.to(), words(it.text()));
            case Inline.OtherPage it -> new Inline.OtherPage(it.name(), words(it.text()));
            case Inline.Mail it -> new Inline.Mail(words(it.address()));
            case Inline.Call it -> new Inline.Call(words(it.number()));
            case Inline.Bar it -> it;
            case Inline.Blank it -> it;
        };
    }

    private Inline.Badge badge(Inline.Badge badge) {
        return new Inline.Badge(badge.tone(), words(badge.text()));
    }

    private Drawing drawing(Drawing drawing) {
        return new Drawing(
                drawing.name(),
                words(drawing.title()),
                words(drawing.description()),
                element(drawing.svg()));
    }

    /// Attributes are ours, and mostly numbers: they stay.
    private Element element(Element element) {
        return new Element(
                element.name(),
                element.attributes(),
                element.children().stream().map(this::node).toList());
    }

    private Node node(Node node) {
        return switch (node) {
            case Characters it -> new Characters(words(it.text()));
            case Element it -> element(it);
            case Style it -> it;
        };
    }
}
