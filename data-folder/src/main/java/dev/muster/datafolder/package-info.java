/// The folder of a server that comes back on this machine: where a restore works until it is
/// complete, and the marks by which Muster knows later what it did there. The same for every
/// technology whose server has one data folder.
///
/// May depend on `model` and `posix`. Start reading at [Staging].
@NullMarked
package dev.muster.datafolder;

import org.jspecify.annotations.NullMarked;
