package dev.muster.documents.page;

import dev.muster.documents.markup.Node.Element;
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
import dev.muster.documents.page.Block.Use;
import dev.muster.documents.page.Page.Source;
import java.util.List;
import java.util.Optional;

/// A page with every kind of block, and one text wherever a text can be.
final class Everything {
    private Everything() {}

    static Page with(String text) {
        Text all =
                Text.of(text)
                        .and(" ")
                        .and(new Inline.Strong(text))
                        .and(" ")
                        .andCode(text)
                        .and(new Inline.Badge(Tone.GOOD, text))
                        .and(new Inline.Jump(new Anchor("there"), text))
                        .and(new Inline.Bar(0.5))
                        .and(new Inline.Blank(8))
                        .and(text);
        return new Page(
                "Form " + text,
                text,
                all,
                List.of(new Source("strategy", "0123456789abcdef"), new Source(text, text)),
                List.of(
                        new Heading(2, Optional.of(new Anchor("there")), all),
                        new Paragraph(all),
                        new Callout(Tone.DANGER, text, all),
                        new Bullets(List.of(all, Text.of(text))),
                        new Facts(List.of(new Fact(text, all))),
                        new Table(
                                text.isEmpty() ? "t" : "t" + text,
                                List.of(Column.words(text), Column.numbers(text)),
                                List.of(List.of(all, Text.of(text)), List.of(Text.EMPTY, all))),
                        new Code(Use.COMMAND, text),
                        new Code(Use.OUTPUT, text),
                        new Figure(
                                new Drawing(
                                        new Anchor("drawing"),
                                        text,
                                        text,
                                        Element.of("svg", Element.of("text", text)))),
                        new Cards(List.of(new Card(text, List.of(new Paragraph(all))))),
                        new NewSheet(),
                        new Step(
                                "1",
                                Optional.empty(),
                                all,
                                List.of(new Inline.Badge(Tone.PLAIN, text)),
                                List.of(
                                        new Step(
                                                "1.1",
                                                Optional.empty(),
                                                all,
                                                List.of(),
                                                List.of())))));
    }
}
