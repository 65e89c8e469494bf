package dev.muster.vault.kms;

import dev.muster.model.MusterException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.KmsException;

/// What went wrong with a request to AWS KMS, as people read it.
///
/// The names of errors are those of the KMS API reference, "Decrypt" and "Common Errors".
final class KmsFaults {
    private static final Set<String> DENIED =
            Set.of(
                    "AccessDeniedException",
                    "ExpiredTokenException",
                    "IncompleteSignature",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "MissingAuthenticationToken",
                    "NotAuthorized",
                    "OptInRequired",
                    "RequestExpired",
                    "SignatureDoesNotMatch",
                    "UnrecognizedClientException");
    private static final Set<String> STATE =
            Set.of("DisabledException", "KMSInvalidStateException", "InvalidKeyUsageException");
    private static final Set<String> NOT_OURS =
            Set.of("IncorrectKeyException", "InvalidCiphertextException");

    private KmsFaults() {}

    static MusterException told(SdkException cause, KmsKey key, String doing) {
        return cause instanceof KmsException answer
                ? refused(answer, key, doing)
                : unanswered(cause, key, doing);
    }

    private static MusterException refused(KmsException cause, KmsKey key, String doing) {
        String code =
                Optional.ofNullable(cause.awsErrorDetails())
                        .flatMap(details -> Optional.ofNullable(details.errorCode()))
                        .orElse("");
        String text =
                "KMS in " + key.region() + " did not " + doing + " with " + key + said(cause, code);
        if (STATE.contains(code)) {
            return KmsErrors.KEY_STATE.error(text, state(text, key), cause);
        }
        if (code.equals("NotFoundException")) {
            return KmsErrors.NOT_FOUND.error(
                    text,
                    "aws kms describe-key --region " + key.region() + " --key-id " + key,
                    cause);
        }
        if (NOT_OURS.contains(code)) {
            return KmsErrors.NOT_OURS.error(text, "", cause);
        }
        boolean denied = cause.statusCode() == 401 || cause.statusCode() == 403;
        return DENIED.contains(code) || denied
                ? KmsErrors.DENIED.error(text, "", cause)
                : KmsErrors.UNREACHABLE.error(text, "", cause);
    }

    private static String state(String text, KmsKey key) {
        String where = " --region " + key.region() + " --key-id " + key.id();
        return text.contains("pending deletion")
                ? "aws kms cancel-key-deletion" + where + ", then aws kms enable-key" + where
                : "aws kms enable-key" + where;
    }

    private static String said(KmsException cause, String code) {
        String message =
                Optional.ofNullable(cause.awsErrorDetails())
                        .flatMap(details -> Optional.ofNullable(details.errorMessage()))
                        .orElse("");
        return ": status "
                + cause.statusCode()
                + (code.isEmpty() ? "" : ", " + code)
                + (message.isEmpty() ? "" : ": " + message);
    }

    private static MusterException unanswered(SdkException cause, KmsKey key, String doing) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof SdkClientException && message.contains("credentials")) {
            return KmsErrors.NO_CREDENTIALS.error(
                    "no credentials were found for " + key, "", cause);
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return KmsErrors.UNREACHABLE.error(
                "KMS in " + key.region() + " did not " + doing + ": " + root, "", cause);
    }
}
