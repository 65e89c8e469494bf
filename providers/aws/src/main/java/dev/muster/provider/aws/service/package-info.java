/// What all services of AWS share: how clients are set up, and how their refusals are told.
///
/// May depend on the kinds of this provider, `model` and the AWS SDK. Start reading at
/// [AwsClients].
@NullMarked
package dev.muster.provider.aws.service;

import org.jspecify.annotations.NullMarked;
