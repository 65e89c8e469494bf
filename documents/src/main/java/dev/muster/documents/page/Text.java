package dev.muster.documents.page;

import dev.muster.documents.page.Inline.Code;
import dev.muster.documents.page.Inline.Plain;
import dev.muster.documents.page.Inline.Strong;
import java.util.ArrayList;
import java.util.List;

/// Running text.
public record Text(List<Inline> pieces) {
    public static final Text EMPTY = new Text(List.of());

    public Text {
        pieces = List.copyOf(pieces);
    }

    public static Text of(String words) {
        return new Text(List.of(new Plain(words)));
    }

    public static Text of(Inline... pieces) {
        return new Text(List.of(pieces));
    }

    public static Text code(String literal) {
        return new Text(List.of(new Code(literal)));
    }

    /// Prose in which pairs of backticks enclose code, as in Markdown; nothing else has a meaning.
    public static Text prose(String words) {
        String[] parts = words.split("`", -1);
        if (parts.length % 2 == 0) {
            return of(words);
        }
        Text all = EMPTY;
        for (int at = 0; at < parts.length; at++) {
            if (!parts[at].isEmpty()) {
                all = at % 2 == 0 ? all.and(parts[at]) : all.andCode(parts[at]);
            }
        }
        return all;
    }

    public static Text strong(String words) {
        return new Text(List.of(new Strong(words)));
    }

    public Text and(String words) {
        return and(new Plain(words));
    }

    public Text andCode(String literal) {
        return and(new Code(literal));
    }

    public Text and(Inline piece) {
        return and(new Text(List.of(piece)));
    }

    public Text and(Text other) {
        List<Inline> all = new ArrayList<>(pieces);
        all.addAll(other.pieces);
        return new Text(all);
    }

    public boolean isEmpty() {
        return pieces.isEmpty();
    }

    /// The words alone.
    public String plain() {
        StringBuilder out = new StringBuilder();
        for (Inline piece : pieces) {
            out.append(
                    switch (piece) {
                        case Plain plain -> plain.text();
                        case Strong strong -> strong.text();
                        case Code code -> code.text();
                        case Inline.Badge badge -> badge.text();
                        case Inline.Jump jump -> jump.text();
                        case Inline.OtherPage other -> other.text();
                        case Inline.Mail mail -> mail.address();
                        case Inline.Call call -> call.number();
                        case Inline.Bar _, Inline.Blank _ -> "";
                    });
        }
        return out.toString();
    }

    /// The texts as one enumeration: `a, b and c`.
    public static Text enumeration(List<Text> texts) {
        Text all = EMPTY;
        for (int at = 0; at < texts.size(); at++) {
            if (at > 0) {
                all = all.and(at == texts.size() - 1 ? " and " : ", ");
            }
            all = all.and(texts.get(at));
        }
        return all;
    }
}
