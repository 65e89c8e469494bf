/// Benchmarks: figures with their targets, measured from outside. Never a test.
///
/// `./bench SUITE` runs a [Suite] and writes `benchmarks/results/SUITE.json`. May depend on
/// everything. Start reading at [Main].
@NullMarked
package dev.muster.bench;

import org.jspecify.annotations.NullMarked;
