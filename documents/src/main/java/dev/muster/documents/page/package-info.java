/// A document as a value, and its two written forms: Markdown and one-file HTML.
///
/// Nothing here knows what a runbook or a report says. May depend on `documents.markup` and the
/// JDK. Start reading at [Page].
@NullMarked
package dev.muster.documents.page;

import org.jspecify.annotations.NullMarked;
