/// The command line: one class a command, and what all commands share.
///
/// May depend on every room except `app` and `bench`. Start reading at [CommandLineRun].
@NullMarked
package dev.muster.cli;

import org.jspecify.annotations.NullMarked;
