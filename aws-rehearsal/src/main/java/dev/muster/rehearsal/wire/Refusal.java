package dev.muster.rehearsal.wire;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Refusals as AWS words them: a code that clients switch over, an HTTP status, a message.
public final class Refusal {
    private Refusal() {}

    public static AwsServiceException of(int status, String code, String message) {
        return AwsServiceException.builder()
                .message(message)
                .statusCode(status)
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .build();
    }

    /// What the real service may have and the rehearsal has not. Never answered with a success.
    public static AwsServiceException notThere(String what) {
        return of(501, "NotImplemented", "the rehearsal has no " + what);
    }

    public static String code(AwsServiceException refused) {
        return refused.awsErrorDetails().errorCode();
    }

    public static String text(AwsServiceException refused) {
        return refused.awsErrorDetails().errorMessage();
    }
}
