/// Problems and findings in the forms that code hosts and build servers read.
///
/// May depend on `check` and `strategy`; pure functions to text. Start reading at [Notice].
@NullMarked
package dev.muster.check.format;

import org.jspecify.annotations.NullMarked;
