/// Keeps a vault's objects in S3-compatible storage.
///
/// May depend on `model` and `vault`. Start reading at [S3Store]; [S3Link] sends requests and tries
/// again, [S3Faults] turns what came back into words.
@NullMarked
package dev.muster.vault.s3;

import org.jspecify.annotations.NullMarked;
