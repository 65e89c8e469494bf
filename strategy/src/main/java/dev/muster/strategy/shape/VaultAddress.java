package dev.muster.strategy.shape;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a vault lies: `file:///absolute/path`.
public record VaultAddress(String url) {
    private static final Pattern FILE = Pattern.compile("file:///[^/\\s?#][^\\s?#]*");

    public static Optional<VaultAddress> parse(String text) {
        boolean clean = FILE.matcher(text).matches() && !(text + "/").contains("/../");
        return clean ? Optional.of(new VaultAddress(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return url;
    }
}
