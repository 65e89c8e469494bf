/// YAML text as a tree in which every key and value knows its place, and what is wrong with it.
///
/// May depend on `model` and the YAML parser; knows nothing of what a strategy means. Start reading
/// at [Node] and [Composer].
@NullMarked
package dev.muster.strategy.text;

import org.jspecify.annotations.NullMarked;
