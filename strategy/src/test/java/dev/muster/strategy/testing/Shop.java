package dev.muster.strategy.testing;

import dev.muster.kind.ComponentKind;
import dev.muster.kind.Look;
import dev.muster.kind.named.NamedKind;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.read.Reading;
import dev.muster.strategy.read.StrategyReader;
import dev.muster.strategy.read.Variables;
import dev.muster.strategy.text.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A good strategy, to read and to break.
public final class Shop {
    public static final List<ComponentKind<?>> KINDS =
            List.of(
                    new DatabaseKind(),
                    new ServiceKind(),
                    new DoorKind(),
                    new NamedKind(
                            "ledger", "Has no provider.", true, new Look("database", "Ledger")));

    /// Every variable has a value: its name in lower case.
    public static final Variables VARIABLES =
            (_, name) -> new Variables.Answer.Value("value-of-" + name);

    private static final StrategyReader READER = new StrategyReader(KINDS);

    private Shop() {}

    public static String text() {
        try (InputStream in = Shop.class.getResourceAsStream("shop.yaml")) {
            if (in == null) {
                throw new IllegalStateException("shop.yaml is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The text with one part replaced, which must be there.
    public static String with(String part, String replacement) {
        return replace(text(), part, replacement);
    }

    /// A text without the lines that say who is told, and how.
    public static String untold(String text) {
        return text.replaceAll("(?m)^(mail|alerts): .*\\n", "");
    }

    public static String replace(String text, String part, String replacement) {
        if (!text.contains(part)) {
            throw new IllegalArgumentException("'" + part + "' is not in the text");
        }
        return text.replace(part, replacement);
    }

    public static Reading read(String text) {
        return READER.read(Map.of("muster.yaml", text), VARIABLES);
    }

    public static Strategy strategy(String text) {
        return read(text).orThrow().strategy();
    }

    public static List<Problem> problems(String text) {
        return switch (read(text)) {
            case Reading.Accepted _ -> List.of();
            case Reading.Refused refused -> refused.problems();
        };
    }
}
