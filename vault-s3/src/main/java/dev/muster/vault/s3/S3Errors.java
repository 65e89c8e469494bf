package dev.muster.vault.s3;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a vault on S3-compatible storage, besides what can with any vault.
public final class S3Errors {
    public static final ErrorCode NO_BUCKET =
            new ErrorCode(
                    "MUS-2040",
                    ErrorKind.EXTERNAL,
                    "the bucket does not exist",
                    "Muster never makes a bucket: whoever owns the storage decides about its"
                            + " region, versioning and Object Lock, which cannot all be changed"
                            + " afterwards.",
                    "check the bucket's name in the vault's address, or make the bucket with the"
                            + " storage's own tools");
    public static final ErrorCode DENIED =
            new ErrorCode(
                    "MUS-2041",
                    ErrorKind.EXTERNAL,
                    "the storage refused a request",
                    "The credentials are unknown to the storage, have expired, or may not do this."
                            + " A source needs to put, get and list, and should have no more.",
                    "`muster vault policy` prints what each role needs; check which credentials"
                            + " are in use");
    public static final ErrorCode CLOCK_SKEW =
            new ErrorCode(
                    "MUS-2042",
                    ErrorKind.EXTERNAL,
                    "this machine's clock is wrong",
                    "Requests to S3 are signed with the time, and storage refuses those that seem"
                            + " older or newer than 15 minutes.",
                    "set the clock (`timedatectl set-ntp true`), then run the command again");
    public static final ErrorCode WRONG_REGION =
            new ErrorCode(
                    "MUS-2043",
                    ErrorKind.EXTERNAL,
                    "the bucket is in another region, or no region is set",
                    "Requests are signed for one region, and the bucket is not there.",
                    "write the bucket's region into the vault's address: `s3://bucket?region=...`");
    public static final ErrorCode NO_CREDENTIALS =
            new ErrorCode(
                    "MUS-2044",
                    ErrorKind.EXTERNAL,
                    "no credentials for the storage were found",
                    "Muster looks at the vault's `credentials`, at the profile in its address, and"
                            + " then where the AWS command line looks: environment, configuration"
                            + " files, the role of the machine or pod.",
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile:"
                            + " `s3://bucket?profile=...`");
    public static final ErrorCode LOCKED =
            new ErrorCode(
                    "MUS-2045",
                    ErrorKind.EXTERNAL,
                    "the storage keeps an object locked",
                    "Object Lock forbids deleting the object before the end of its retention, or"
                            + " the bucket has no Object Lock although the vault's address asks for"
                            + " one. A bucket gets it when it is made.",
                    "wait for the retention to end; or take `lock=` out of the address");

    private S3Errors() {}
}
