package dev.muster.documents.page;

import java.util.List;
import java.util.Optional;

/// A part of a page that stands on lines of its own.
public sealed interface Block {

    /// @param level 2 to 4; 1 is the page's own title
    record Heading(int level, Optional<Anchor> anchor, Text text) implements Block {
        public Heading {
            if (level < 2 || level > 4) {
                throw new IllegalArgumentException("a heading's level is 2 to 4, not " + level);
            }
        }

        public static Heading section(String anchor, String text) {
            return new Heading(2, Optional.of(new Anchor(anchor)), Text.of(text));
        }

        public static Heading part(String text) {
            return new Heading(3, Optional.empty(), Text.of(text));
        }
    }

    record Paragraph(Text text) implements Block {}

    /// Something that must not be overlooked.
    record Callout(Tone tone, String title, Text text) implements Block {}

    record Bullets(List<Text> items) implements Block {
        public Bullets {
            items = List.copyOf(items);
        }
    }

    /// Pairs of a label and what is so.
    record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /// @param label one or two words
    record Fact(String label, Text value) {}

    record Table(String caption, List<Column> columns, List<List<Text>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            int width = columns.size();
            if (rows.stream().anyMatch(row -> row.size() != width)) {
                throw new IllegalArgumentException("table '" + caption + "' has an uneven row");
            }
        }
    }

    record Column(String title, Align align) {
        public static Column words(String title) {
            return new Column(title, Align.LEFT);
        }

        public static Column numbers(String title) {
            return new Column(title, Align.RIGHT);
        }
    }

    /// Where the cells of a column begin.
    enum Align {
        LEFT,
        RIGHT
    }

    /// Something to type, or what a machine prints, to the letter.
    record Code(Use use, String text) implements Block {}

    /// What a piece of code is for.
    enum Use {
        /// A person types it.
        COMMAND,
        /// The machine prints it.
        OUTPUT
    }

    /// A drawing.
    record Figure(Drawing drawing) implements Block {}

    /// Short answers beside each other.
    record Cards(List<Card> cards) implements Block {
        public Cards {
            cards = List.copyOf(cards);
        }
    }

    record Card(String title, List<Block> body) {
        public Card {
            body = List.copyOf(body);
        }
    }

    /// Something to be done, as one unit that is not torn apart over two sheets where that can be.
    ///
    /// @param number as people say it: `3`, or `3.1` for a part of another
    /// @param marks short states beside the title
    record Step(
            String number,
            Optional<Anchor> anchor,
            Text title,
            List<Inline.Badge> marks,
            List<Block> body)
            implements Block {
        public Step {
            marks = List.copyOf(marks);
            body = List.copyOf(body);
        }
    }

    /// What follows begins on a new sheet.
    record NewSheet() implements Block {}
}
