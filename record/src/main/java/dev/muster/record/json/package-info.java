/// Records as JSON: strict, versioned, the same bytes for the same value.
///
/// May depend on the record room and the JSON library. Start reading at [RecordJson].
@NullMarked
package dev.muster.record.json;

import org.jspecify.annotations.NullMarked;
