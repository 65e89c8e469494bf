/// HTML and SVG as trees, so that escaping happens in one place and cannot be forgotten.
///
/// May depend on nothing but the JDK. Start reading at [Node].
@NullMarked
package dev.muster.documents.markup;

import org.jspecify.annotations.NullMarked;
