/// All documents of a strategy as the files of one folder.
///
/// Pure: a name and a text each; who writes them is elsewhere. May depend on the rest of
/// `documents`. Start reading at [Shelf].
@NullMarked
package dev.muster.documents.shelf;

import org.jspecify.annotations.NullMarked;
