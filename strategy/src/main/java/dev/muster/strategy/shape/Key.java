package dev.muster.strategy.shape;

import java.util.Optional;

/// A key of a mapping with fixed keys.
///
/// @param name as it is written
/// @param doc one or two sentences
/// @param fallback what counts where the key is left out, as it would be written
/// @param optional whether it may be left out without a default
public record Key(
        String name, String doc, Optional<String> fallback, boolean optional, Shape shape) {
    public boolean canBeAbsent() {
        return optional
                || fallback.isPresent()
                || (shape instanceof Shape.Fields fields && fields.canBeAbsent());
    }
}
