package dev.muster.provider.aws.service;

import dev.muster.model.MusterException;
import dev.muster.provider.aws.kind.AwsErrors;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// What a service of AWS refused, as people read it.
public final class AwsFaults {
    private static final Set<String> MISSING =
            Set.of("NoSuchBucket", "NoSuchHostedZone", "NoSuchHealthCheck", "NotFound");
    private static final Set<String> ELSEWHERE =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "TemporaryRedirect");

    private AwsFaults() {}

    /// The service's own name of what went wrong; empty where there is none.
    public static String code(SdkException refused) {
        return refused instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? Optional.ofNullable(service.awsErrorDetails().errorCode()).orElse("")
                : "";
    }

    /// @param doing like `list the versions of bucket shop-pictures`
    /// @throws InterruptedException if the request was cancelled
    public static MusterException told(SdkException fault, String doing)
            throws InterruptedException {
        if (fault instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            Thread.interrupted();
            throw new InterruptedException("cancelled: " + doing);
        }
        if (fault instanceof AwsServiceException service) {
            return refused(service, doing);
        }
        String message = String.valueOf(fault.getMessage());
        boolean credentials =
                fault instanceof SdkClientException
                        && (message.contains("credentials") || message.contains("profile"));
        return (credentials ? AwsErrors.NO_CREDENTIALS : AwsErrors.UNREACHABLE)
                .error(
                        "cannot " + doing + ": " + root(fault),
                        credentials ? "set AWS_PROFILE, or access: { profile: NAME }" : "",
                        fault);
    }

    private static MusterException refused(AwsServiceException service, String doing) {
        int status = service.statusCode();
        String code = code(service);
        String message = "cannot " + doing + ": status " + status + said(service);
        if (MISSING.contains(code) || (status == 404 && code.isEmpty())) {
            return AwsErrors.NOT_THERE.error(message, "check its name and the account", service);
        }
        if (ELSEWHERE.contains(code) || status == 301) {
            return AwsErrors.WRONG_REGION.error(
                    message, "aws s3api get-bucket-location --bucket NAME", service);
        }
        if (status == 401 || status == 403) {
            return AwsErrors.DENIED.error(
                    message, "compare its permissions with: muster aws policy", service);
        }
        if (status >= 500 || status == 429 || service.isThrottlingException()) {
            return AwsErrors.UNREACHABLE.error(message, "run the same command again", service);
        }
        return AwsErrors.REFUSED.error(message, "", service);
    }

    private static String said(AwsServiceException service) {
        String code = code(service);
        String message =
                service.awsErrorDetails() == null
                        ? ""
                        : Optional.ofNullable(service.awsErrorDetails().errorMessage()).orElse("");
        String request =
                service.requestId() == null ? "" : " (request " + service.requestId() + ")";
        return (code.isEmpty() ? "" : ", " + code)
                + (message.isEmpty() ? "" : ": " + message)
                + request;
    }

    private static String root(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
