/// The driver of runs inside this process: virtual threads, a journal on disk, nothing to install.
///
/// May depend on the machine, the shell, the journal and `record`. Start reading at
/// [EmbeddedDriver].
@NullMarked
package dev.muster.engine.embedded;

import org.jspecify.annotations.NullMarked;
