/// The chain of hashes that shows whether stored evidence was changed.
///
/// Pure over bytes: storing the links and signing the heads is the vault's. May depend on `model`.
/// Start reading at [EvidenceChain].
@NullMarked
package dev.muster.record.evidence;

import org.jspecify.annotations.NullMarked;
