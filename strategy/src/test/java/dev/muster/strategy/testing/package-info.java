/// Kinds and strategies for the tests of the pure rooms.
@NullMarked
package dev.muster.strategy.testing;

import org.jspecify.annotations.NullMarked;
