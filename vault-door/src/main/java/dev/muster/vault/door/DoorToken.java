package dev.muster.vault.door;

import dev.muster.model.Secret;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a visitor shows: the name of the token, and its secret.
public record DoorToken(String name, Secret secret) {
    private static final Pattern TEXT =
            Pattern.compile("([a-z0-9][a-z0-9-]{0,62})\\.([A-Za-z0-9_-]{43})");

    /// Reads `NAME.SECRET`, as it was given out; empty if it is none.
    public static Optional<DoorToken> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new DoorToken(parts.group(1), new Secret(parts.group(2))))
                : Optional.empty();
    }

    /// `NAME.SECRET`.
    public String reveal() {
        return name + "." + secret.reveal();
    }
}
