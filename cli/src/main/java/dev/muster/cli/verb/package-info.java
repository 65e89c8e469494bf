/// The commands, one class each.
///
/// A verb reads its options, asks the room that does the work, and shows the answer; it decides
/// nothing itself. May depend on what the room `cli` may know. Start reading at [ExplainVerb].
@NullMarked
package dev.muster.cli.verb;

import org.jspecify.annotations.NullMarked;
