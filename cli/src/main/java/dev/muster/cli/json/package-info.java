/// Answers for scripts: one JSON object, documented by a schema, the same today and next year.
///
/// May depend on `model`. Start reading at [JsonAnswer].
@NullMarked
package dev.muster.cli.json;

import org.jspecify.annotations.NullMarked;
