/// What a strategy says as a whole: the recovery strategy, the objectives and their arithmetic, the
/// contact sheet, and the page that leads to all of them.
///
/// May depend on the rest of `documents` and below. Start reading at [Overview].
@NullMarked
package dev.muster.documents.handbook;

import org.jspecify.annotations.NullMarked;
