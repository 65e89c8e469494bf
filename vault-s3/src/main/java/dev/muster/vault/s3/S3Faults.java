package dev.muster.vault.s3;

import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What went wrong with a request: whether it can pass, and how it is told.
///
/// The storage's names of errors are those of the S3 API reference, "Error responses", and those
/// that MinIO adds.
final class S3Faults {
    private static final Set<String> DENIED =
            Set.of(
                    "AccessDenied",
                    "AccountProblem",
                    "AllAccessDisabled",
                    "ExpiredToken",
                    "InvalidAccessKeyId",
                    "InvalidSecurity",
                    "InvalidToken",
                    "SignatureDoesNotMatch");
    private static final Set<String> WRONG_REGION =
            Set.of(
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException",
                    "PermanentRedirect",
                    "TemporaryRedirect");
    private static final Set<String> NO_SPACE =
            Set.of("QuotaExceeded", "XMinioAdminBucketQuotaExceeded", "XMinioStorageFull");
    private static final Set<String> LOCKED =
            Set.of(
                    "ObjectLocked",
                    "InvalidRetentionPeriod",
                    "ObjectLockConfigurationNotFoundError");
    private static final Set<String> PASSING =
            Set.of(
                    "ConditionalRequestConflict",
                    "IncompleteBody",
                    "OperationAborted",
                    "RequestTimeout",
                    "RequestTimeTooSkewed",
                    "SlowDown",
                    "SlowDownRead",
                    "SlowDownWrite",
                    "ThrottlingException");

    private static final Pattern EXPECTING = Pattern.compile("expecting '([a-z0-9-]+)'");

    private final Exception cause;
    private final int status;
    private final String code;

    private S3Faults(Exception cause, int status, String code) {
        this.cause = cause;
        this.status = status;
        this.code = code;
    }

    static S3Faults of(Exception cause) {
        if (cause instanceof S3Exception refused) {
            return new S3Faults(cause, refused.statusCode(), code(refused));
        }
        return new S3Faults(cause, 0, "");
    }

    /// The storage's name of an error; empty where it sent none, as for HEAD.
    static String code(S3Exception refused) {
        return Optional.ofNullable(refused.awsErrorDetails())
                .flatMap(details -> Optional.ofNullable(details.errorCode()))
                .orElse("");
    }

    /// Whether the same request may succeed in a moment.
    boolean mayPass() {
        if (status == 0) {
            return !isCancelled() && !isTrust() && !isCredentials() && !isRegion();
        }
        boolean broken = status >= 500 && status != 501 && !NO_SPACE.contains(code);
        return broken || status == 429 || status == 408 || PASSING.contains(code);
    }

    /// Whether the request is not allowed to who sent it, or to anybody.
    boolean isRefusal() {
        return status == 401 || status == 403 || status == 405 || DENIED.contains(code) || isLock();
    }

    /// Whether the request's condition is not met.
    boolean isUnmet() {
        return status == 412;
    }

    /// MinIO has no code of its own for what Object Lock forbids.
    private boolean isLock() {
        String said = said().toLowerCase(Locale.ROOT);
        return LOCKED.contains(code)
                || (status == 400 && (said.contains("object lock") || said.contains("objectlock")))
                || (status == 400 && said.contains("worm protected"));
    }

    /// Whether the storage itself said no.
    boolean isAnswer() {
        return status != 0;
    }

    /// Whether there was no connection at all, so that nothing can have happened.
    boolean isConnection() {
        return find(ConnectException.class).isPresent()
                || find(SocketTimeoutException.class)
                        .filter(it -> String.valueOf(it.getMessage()).contains("onnect timed out"))
                        .isPresent()
                || find(UnknownHostException.class).isPresent();
    }

    /// The error as people read it.
    MusterException told(S3Link link, String doing, int attempts) {
        String place = link.place();
        if (status == 0) {
            return local(place, doing, attempts);
        }
        if (code.equals("NoSuchBucket")) {
            return S3Errors.NO_BUCKET.error(
                    "there is no bucket " + link.address().bucket() + ": " + place,
                    "check the name, or make the bucket with the storage's own tools",
                    cause);
        }
        if (code.equals("RequestTimeTooSkewed")) {
            return S3Errors.CLOCK_SKEW.error(
                    "this machine's clock differs from that of " + place + theirClock(), "", cause);
        }
        if (WRONG_REGION.contains(code) || status == 301) {
            return S3Errors.WRONG_REGION.error(
                    "the bucket of " + place + " is in another region" + said(),
                    region().map(it -> "write region=" + it + " into the vault's address")
                            .orElse(
                                    "write the bucket's region into the vault's address:"
                                            + " s3://bucket?region=..."),
                    cause);
        }
        return refused(place, doing, attempts);
    }

    private MusterException refused(String place, String doing, int attempts) {
        ErrorCode told;
        String hint = "";
        if (status == 501) {
            told = VaultErrors.STORE_LIES;
            hint = "use storage that honours If-None-Match: * on PUT";
        } else if (NO_SPACE.contains(code) || status == 507) {
            told = VaultErrors.NO_SPACE;
            hint = "free or add space in the bucket, then run the command again";
        } else if (isLock()) {
            told = S3Errors.LOCKED;
            hint = "take lock= out of the address, or use a bucket that was made with Object Lock";
        } else if (DENIED.contains(code) || status == 401 || status == 403) {
            told = S3Errors.DENIED;
            hint =
                    "check which credentials are in use; `muster vault policy` prints what each"
                            + " role needs";
        } else if (mayPass()) {
            told = VaultErrors.UNREACHABLE;
            hint = "look at the storage, or use another copy";
        } else {
            told = VaultErrors.STORE_FAILED;
        }
        return told.error(
                place + " refused to " + doing + times(attempts) + ": status " + status + said(),
                hint,
                cause);
    }

    private MusterException local(String place, String doing, int attempts) {
        if (isCancelled()) {
            return VaultErrors.CANCELLED.error(
                    "the request to " + doing + " was cancelled", "", cause);
        }
        if (isRegion()) {
            return S3Errors.WRONG_REGION.error(
                    "no region is set for " + place,
                    "write it into the vault's address: s3://bucket?region=...",
                    cause);
        }
        if (isCredentials()) {
            return S3Errors.NO_CREDENTIALS.error(
                    "no credentials were found for " + place,
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile:"
                            + " s3://bucket?profile=...",
                    cause);
        }
        String hint = "start the end point, check its address, or use another copy";
        if (isTrust()) {
            hint = "add the end point's certificate to the trust store of this JVM";
        } else if (find(UnknownHostException.class).isPresent()) {
            hint = "check the end point's name in the vault's address, and the DNS";
        }
        return VaultErrors.UNREACHABLE.error(
                place + " could not " + doing + times(attempts) + ": " + root(), hint, cause);
    }

    private static String times(int attempts) {
        return attempts == 1 ? "" : " in " + attempts + " tries";
    }

    private String said() {
        String message =
                cause instanceof S3Exception refused && refused.awsErrorDetails() != null
                        ? Optional.ofNullable(refused.awsErrorDetails().errorMessage()).orElse("")
                        : "";
        return (code.isEmpty() ? "" : ", " + code) + (message.isEmpty() ? "" : ": " + message);
    }

    private String theirClock() {
        return header("Date").map(date -> ", which says " + date).orElse("");
    }

    private Optional<String> region() {
        Optional<String> named = header("x-amz-bucket-region");
        if (named.isPresent()) {
            return named;
        }
        Matcher expecting = EXPECTING.matcher(said());
        return expecting.find() ? Optional.of(expecting.group(1)) : Optional.empty();
    }

    private Optional<String> header(String name) {
        if (cause instanceof S3Exception refused
                && refused.awsErrorDetails() != null
                && refused.awsErrorDetails().sdkHttpResponse() != null) {
            return refused.awsErrorDetails().sdkHttpResponse().firstMatchingHeader(name);
        }
        return Optional.empty();
    }

    private boolean isCancelled() {
        return cause instanceof AbortedException || find(InterruptedException.class).isPresent();
    }

    private boolean isTrust() {
        return find(SSLHandshakeException.class).isPresent();
    }

    private boolean isCredentials() {
        return isOurs("credentials") || isOurs("profile");
    }

    private boolean isRegion() {
        return isOurs("unable to load region");
    }

    /// The SDK has no type for what it could not find on this machine.
    private boolean isOurs(String words) {
        return cause instanceof SdkClientException
                && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(words);
    }

    private <T extends Throwable> Optional<T> find(Class<T> type) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }

    private String root() {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
