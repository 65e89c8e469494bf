/// The program that a vault carries: opens it with a key, and gives back any point of it as files,
/// or as what the technology's own tools read. Needs a JDK and nothing else.
///
/// May depend on `vault`, `vault-s3`, and the `export` packages of providers. Start reading at
/// [Reader].
@NullMarked
package dev.muster.reader;

import org.jspecify.annotations.NullMarked;
