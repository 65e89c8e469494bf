package dev.muster.documents.page;

import dev.muster.documents.page.Block.Card;
import dev.muster.documents.page.Block.Cards;
import dev.muster.documents.page.Block.Figure;
import dev.muster.documents.page.Block.Step;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A document before it is written as Markdown or HTML.
///
/// @param form what kind of document it is: `Runbook`, `Drill report`
/// @param title names this one
/// @param lead one or two sentences under the title
/// @param sources what it was compiled from, each with its digest or id, so that a page that is
///   stale can be told from one that is not
public record Page(String form, String title, Text lead, List<Source> sources, List<Block> body) {
    public Page {
        sources = List.copyOf(sources);
        body = List.copyOf(body);
    }

    /// @param name `strategy`, `plan`, `run`
    /// @param id a digest or the id of a run
    public record Source(String name, String id) {}

    /// The same page with every word that it shows changed; sources stay.
    public Page map(UnaryOperator<String> change) {
        return new Rewriter(change).page(this);
    }

    /// The drawings of the page; Markdown refers to them as files beside it.
    public List<Drawing> drawings() {
        return drawings(body).toList();
    }

    private static Stream<Drawing> drawings(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block ->
                        switch (block) {
                            case Figure figure -> Stream.of(figure.drawing());
                            case Step step -> drawings(step.body());
                            case Cards cards ->
                                    cards.cards().stream().map(Card::body).flatMap(Page::drawings);
                            case Block.Heading _,
                                    Block.Paragraph _,
                                    Block.Callout _,
                                    Block.Bullets _,
                                    Block.Facts _,
                                    Block.Table _,
                                    Block.Code _,
                                    Block.NewSheet _ ->
                                    Stream.of();
                        });
    }
}
