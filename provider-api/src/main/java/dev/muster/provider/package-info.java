/// What a provider implements, and the ports that it gets.
///
/// A provider teaches Muster one technology. It knows no vault: backups go to a [BackupWriter] and
/// come from a [BackupReader], logs go to a [LogSink] and come from a [LogReader]. May depend on
/// `kind` and `model`. Start reading at [Provider] and [DataStore].
///
/// The duties of every operation: it is idempotent under its token (run again it finds what it did
/// and returns the same result) or says in its step that it is not; it ends only when the effect
/// was read back from the target; it reports progress, ends within seconds of a cancel with nothing
/// half-visible, and holds nothing in memory in proportion to data; its errors carry component,
/// target, what was tried, the technology's own code and a hint that says what to type.
@NullMarked
package dev.muster.provider;

import org.jspecify.annotations.NullMarked;
