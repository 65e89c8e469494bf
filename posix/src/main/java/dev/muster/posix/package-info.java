/// Files of a Linux system as they really are: names as bytes, times to the nanosecond, owners,
/// links, holes, extended attributes, and everything relative to an open folder, so that nobody can
/// put a link in between.
///
/// The JDK has no such calls; these go to the C library through the foreign function interface.
/// [DurableFile] does without. May depend on `model`. Start reading at [Directory]. Safe for many
/// threads unless said otherwise.
@NullMarked
package dev.muster.posix;

import org.jspecify.annotations.NullMarked;
