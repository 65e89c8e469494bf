/// Teaches Muster the services of AWS: S3 as of a time, from versions, and the switch of Route 53.
///
/// May depend on `provider-api`, `kind`, `model`, `posix` and the AWS SDK. Start reading at
/// [AwsProvider]; what the core knows of the services is in `kind`, and each service family has a
/// package of its own.
@NullMarked
package dev.muster.provider.aws;

import org.jspecify.annotations.NullMarked;
