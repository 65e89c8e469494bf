/// Buckets as they are: what they lack, and how they come back as of a time, from versions.
///
/// May depend on the kinds of this provider, `provider-api` and the AWS SDK. Start reading at
/// [S3Store].
@NullMarked
package dev.muster.provider.aws.s3;

import org.jspecify.annotations.NullMarked;
