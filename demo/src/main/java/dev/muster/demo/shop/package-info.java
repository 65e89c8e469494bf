/// The shop: a small real application that sells products over HTTP and keeps its orders in
/// PostgreSQL. It knows nothing of Muster.
///
/// May depend on the JDK and the PostgreSQL driver. Start reading at [Shop].
@NullMarked
package dev.muster.demo.shop;

import org.jspecify.annotations.NullMarked;
