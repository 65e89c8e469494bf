/// What the core knows of AWS: settings, steps, findings, permissions and what people type by hand.
///
/// Pure. May depend on `kind` and `model`. Start reading at [S3Kind].
@NullMarked
package dev.muster.provider.aws.kind;

import org.jspecify.annotations.NullMarked;
