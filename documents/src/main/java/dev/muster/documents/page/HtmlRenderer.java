package dev.muster.documents.page;

import dev.muster.documents.markup.Markup;
import dev.muster.documents.markup.Node;
import dev.muster.documents.markup.Node.Characters;
import dev.muster.documents.markup.Node.Element;
import dev.muster.documents.markup.Node.Style;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a page as one HTML file that needs nothing else: no network, no script, no font.
public final class HtmlRenderer {
    /// Even if a value slipped through as markup, the browser would load and run nothing.
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
                    + " form-action 'none'";

    private HtmlRenderer() {}

    public static String render(Page page) {
        List<Node> main = new ArrayList<>();
        main.add(header(page));
        page.body().forEach(block -> main.add(block(block)));
        main.add(footer(page));
        return Markup.html(
                Element.of("html", head(page), Element.of("body", Element.of("main", main)))
                        .with("lang", "en"));
    }

    private static Element head(Page page) {
        return Element.of(
                "head",
                Element.of("meta").with("charset", "utf-8"),
                Element.of("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", POLICY),
                Element.of("meta")
                        .with("name", "viewport")
                        .with("content", "width=device-width, initial-scale=1"),
                Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
                Element.of("title", page.form() + ": " + page.title()),
                Element.of("style", new Style(Stylesheet.of(page))));
    }

    private static Element header(Page page) {
        List<Node> parts = new ArrayList<>();
        parts.add(Element.of("p", page.form()).with("class", "form"));
        parts.add(Element.of("h1", page.title()));
        if (!page.lead().isEmpty()) {
            parts.add(Element.of("p", inline(page.lead())).with("class", "lead"));
        }
        return Element.of("header", parts);
    }

    private static Element footer(Page page) {
        List<Node> parts = new ArrayList<>();
        parts.add(new Characters("Compiled by Muster from "));
        for (Source source : page.sources()) {
            parts.add(
                    Element.of(
                                    "span",
                                    new Characters(source.name() + " "),
                                    Element.of("code", source.id()))
                            .with("class", "source"));
        }
        return Element.of("footer", Element.of("p", parts));
    }

    private static List<Node> blocks(List<Block> blocks) {
        return blocks.stream().map(HtmlRenderer::block).toList();
    }

    private static Node block(Block block) {
        return switch (block) {
            case Heading heading -> heading(heading);
            case Paragraph paragraph -> Element.of("p", inline(paragraph.text()));
            case Callout callout -> callout(callout);
            case Bullets bullets ->
                    Element.of(
                            "ul",
                            bullets.items().stream()
                                    .map(item -> Element.of("li", inline(item)))
                                    .toList());
            case Facts facts -> facts(facts);
            case Table table -> table(table);
            case Code code -> code(code);
            case Figure figure -> figure(figure.drawing());
            case Cards cards ->
                    Element.of("div", cards.cards().stream().map(HtmlRenderer::card).toList())
                            .with("class", "cards");
            case Step step -> step(step);
            case NewSheet _ -> Element.of("div").with("class", "new-sheet");
        };
    }

    private static Element heading(Heading heading) {
        return anchored(
                Element.of("h" + heading.level(), inline(heading.text())), heading.anchor());
    }

    private static Element anchored(Element element, Optional<Anchor> anchor) {
        return anchor.map(place -> element.with("id", place.value())).orElse(element);
    }

    private static Element callout(Callout callout) {
        List<Node> parts = new ArrayList<>();
        parts.add(sign(callout.tone()));
        List<Node> words = new ArrayList<>();
        words.add(Element.of("strong", callout.title()));
        if (!callout.text().isEmpty()) {
            words.add(new Characters(" "));
            words.addAll(inline(callout.text()));
        }
        parts.add(Element.of("p", words));
        return Element.of("aside", parts)
                .with("class", "callout " + callout.tone().cssClass())
                .with("role", "note");
    }

    private static Element sign(Tone tone) {
        return Element.of("span", tone.sign()).with("class", "sign").with("aria-hidden", "true");
    }

    private static Element facts(Facts facts) {
        return Element.of(
                        "dl",
                        facts.facts().stream()
                                .map(fact ->
                                        Element.of(
                                                "div",
                                                Element.of("dt", fact.label()),
                                                Element.of("dd", inline(fact.value()))))
                                .toList())
                .with("class", "facts");
    }

    private static Element table(Table table) {
        List<Node> parts = new ArrayList<>();
        if (!table.caption().isEmpty()) {
            parts.add(Element.of("caption", table.caption()));
        }
        List<Element> titles = new ArrayList<>();
        for (Column column : table.columns()) {
            titles.add(aligned(Element.of("th", column.title()).with("scope", "col"), column));
        }
        parts.add(Element.of("thead", Element.of("tr", titles)));
        List<Element> rows = new ArrayList<>();
        for (List<Text> row : table.rows()) {
            List<Element> cells = new ArrayList<>();
            for (int at = 0; at < row.size(); at++) {
                cells.add(aligned(Element.of("td", inline(row.get(at))), table.columns().get(at)));
            }
            rows.add(Element.of("tr", cells));
        }
        parts.add(Element.of("tbody", rows));
        return Element.of("div", Element.of("table", parts)).with("class", "table");
    }

    private static Element aligned(Element cell, Column column) {
        return column.align() == Align.RIGHT ? cell.with("class", "number") : cell;
    }

    private static Element code(Code code) {
        Element literal = Element.of("pre", Element.of("code", code.text()));
        return switch (code.use()) {
            case COMMAND -> literal.with("class", "command");
            case OUTPUT ->
                    Element.of("div", Element.of("span", "It prints"), literal)
                            .with("class", "output");
        };
    }

    private static Element figure(Drawing drawing) {
        return Element.of("figure", drawing.svg(), Element.of("figcaption", drawing.title()))
                .with("id", drawing.name().value());
    }

    private static Element card(Card card) {
        List<Node> parts = new ArrayList<>();
        parts.add(Element.of("h2", card.title()));
        parts.addAll(blocks(card.body()));
        return Element.of("section", parts).with("class", "card");
    }

    private static Element step(Step step) {
        boolean part = step.number().contains(".");
        List<Node> title =
                List.of(
                        Element.of("span", step.number()).with("class", "no"),
                        new Characters(" "),
                        Element.of("span", inline(step.title())));
        List<Node> top = new ArrayList<>();
        top.add(Element.of(part ? "h4" : "h3", title));
        step.marks().forEach(mark -> top.add(inline(mark)));
        List<Node> parts = new ArrayList<>();
        parts.add(Element.of("div", top).with("class", "top"));
        parts.addAll(blocks(step.body()));
        return anchored(
                Element.of("section", parts).with("class", part ? "part" : "step"), step.anchor());
    }

    private static List<Node> inline(Text text) {
        return text.pieces().stream().map(HtmlRenderer::inline).toList();
    }

    private static Node inline(Inline piece) {
        return switch (piece) {
            case Inline.Plain plain -> new Characters(plain.text());
            case Inline.Strong strong -> Element.of("strong", strong.text());
            case Inline.Code code -> Element.of("code", code.text());
            case Inline.Badge badge -> badge(badge);
            case Inline.Jump jump ->
                    Element.of("a", jump.text())
                            .with("href", "#" + jump.to().value())
                            .with("class", "jump");
            case Inline.OtherPage other ->
                    Element.of("a", other.text()).with("href", other.name() + ".html");
            case Inline.Mail mail -> link(mail.canBeFollowed(), "mailto:", mail.address());
            case Inline.Call call ->
                    call.canBeFollowed()
                            ? Element.of("a", call.number()).with("href", "tel:" + call.digits())
                            : new Characters(call.number());
            case Inline.Bar bar -> bar(bar);
            case Inline.Blank blank ->
                    Element.of("span", "")
                            .with("class", "blank")
                            .with("style", "width:" + blank.width() + "ch");
        };
    }

    private static Node link(boolean canBeFollowed, String scheme, String address) {
        return canBeFollowed
                ? Element.of("a", address).with("href", scheme + address)
                : new Characters(address);
    }

    private static Element badge(Inline.Badge badge) {
        List<Node> parts = new ArrayList<>();
        if (badge.tone() != Tone.PLAIN) {
            parts.add(sign(badge.tone()));
            parts.add(new Characters(" "));
        }
        parts.add(new Characters(badge.text()));
        return Element.of("span", parts).with("class", "badge " + badge.tone().cssClass());
    }

    private static Element bar(Inline.Bar bar) {
        long percent = Math.round(bar.share() * 1000);
        return Element.of(
                        "span",
                        Element.of("span", "")
                                .with("style", "width:" + percent / 10 + "." + percent % 10 + "%"))
                .with("class", "bar")
                .with("aria-hidden", "true");
    }
}
