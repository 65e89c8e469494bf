/// `muster docs`: the documents of a strategy as a folder, and whether a folder still tells the
/// truth.
///
/// May depend on the frame of commands, `documents` and `operations`. Start reading at [DocsVerb].
@NullMarked
package dev.muster.cli.docs;

import org.jspecify.annotations.NullMarked;
