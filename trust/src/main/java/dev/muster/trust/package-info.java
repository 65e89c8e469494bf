/// Whom an encrypted connection to a server believes, whatever the technology.
///
/// May depend on nothing of ours. Start reading at [Trust].
@NullMarked
package dev.muster.trust;

import org.jspecify.annotations.NullMarked;
