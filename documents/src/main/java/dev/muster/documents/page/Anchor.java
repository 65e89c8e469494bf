package dev.muster.documents.page;

import java.util.regex.Pattern;

/// A place of a page that can be jumped to.
///
/// @param value lower-case letters, digits and hyphens
public record Anchor(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]*");

    public Anchor {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an anchor: " + value);
        }
    }
}
