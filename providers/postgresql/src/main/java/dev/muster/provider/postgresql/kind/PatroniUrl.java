package dev.muster.provider.postgresql.kind;

import dev.muster.kind.Example;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the REST API of a Patroni answers.
@Example(value = "http://127.0.0.1:8008", noun = "a URL of Patroni's REST API")
public record PatroniUrl(String text) {
    private static final Pattern URL = Pattern.compile("https?://[^/?#\\s]+");

    public PatroniUrl {
        if (!URL.matcher(text).matches()) {
            throw new IllegalArgumentException("not a URL of Patroni's REST API: '" + text + "'");
        }
    }

    /// Reads scheme, host and port; a slash at the end is left away. Empty for anything else.
    public static Optional<PatroniUrl> parse(String text) {
        String plain = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return URL.matcher(plain).matches() ? Optional.of(new PatroniUrl(plain)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
