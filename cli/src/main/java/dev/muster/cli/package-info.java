/// The command line: what all commands share.
///
/// [Program] runs one line: it finds the [Verb], gives it a [Call], and turns its end into words
/// and an exit status. The verbs are in `dev.muster.cli.verb`, one class each; what they show goes
/// through `screen` and `json`. May depend on every room except `app` and `bench`. Start reading at
/// [Program], then [Verb] and [Call].
@NullMarked
package dev.muster.cli;

import org.jspecify.annotations.NullMarked;
