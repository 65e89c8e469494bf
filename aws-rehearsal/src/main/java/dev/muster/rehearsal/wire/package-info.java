/// AWS's wire protocols, read and written through the model classes of the AWS SDK, so that shapes,
/// names and types are AWS's own and an operation costs no code here.
///
/// May depend on the AWS SDK's models and on a JSON parser; knows no service's behaviour, no file
/// and no socket. Start reading at [Operation], which is what the SDK knows of one operation;
/// [Router] finds it for a request, [Decoder] reads its members, [Encoder] writes its answer,
/// [Signature] says who asked.
@NullMarked
package dev.muster.rehearsal.wire;

import org.jspecify.annotations.NullMarked;
