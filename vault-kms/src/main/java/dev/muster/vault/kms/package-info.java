/// Lets a key of AWS KMS open slots of a vault.
///
/// May depend on `model` and `vault`; sees the AWS SDK. Start reading at [AwsKms]; [KmsFaults]
/// turns what came back into words.
@NullMarked
package dev.muster.vault.kms;

import org.jspecify.annotations.NullMarked;
