package dev.muster.vault.kms;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a slot that AWS KMS opens.
public final class KmsErrors {
    public static final ErrorCode BAD_NAME =
            new ErrorCode(
                    "MUS-2060",
                    ErrorKind.USAGE,
                    "that is no key of AWS KMS that a slot can have",
                    "A slot names its key by the whole ARN, which has the region. An alias is"
                            + " refused, since it can be pointed at another key. Several ARNs must"
                            + " be one multi-Region key (`mrk-...`) in several regions: no other key"
                            + " opens what that one closed.",
                    "write `arn:aws:kms:REGION:ACCOUNT:key/ID`; several with commas between");
    public static final ErrorCode DENIED =
            new ErrorCode(
                    "MUS-2061",
                    ErrorKind.EXTERNAL,
                    "AWS KMS refused the use of a key",
                    "The credentials are unknown or expired, or neither the key's policy nor a grant"
                            + " lets them use it. To make a slot it takes kms:Encrypt and"
                            + " kms:Decrypt, to open one kms:Decrypt.",
                    "check with `aws sts get-caller-identity` who you are there, and look at the"
                            + " key's policy");
    public static final ErrorCode KEY_STATE =
            new ErrorCode(
                    "MUS-2062",
                    ErrorKind.EXTERNAL,
                    "the key in AWS KMS cannot be used in its state",
                    "It is disabled, waits for its deletion, or its material is not there. While it"
                            + " waits for its deletion nothing is lost yet.",
                    "enable it (`aws kms enable-key`), or cancel its deletion (`aws kms"
                            + " cancel-key-deletion`, then enable it)");
    public static final ErrorCode NOT_FOUND =
            new ErrorCode(
                    "MUS-2063",
                    ErrorKind.EXTERNAL,
                    "AWS KMS has no such key in that region",
                    "The account or the region of the ARN is another one, the replica was never made"
                            + " there, or the key was deleted. What only a deleted key opened stays"
                            + " closed for ever.",
                    "compare the ARN with `aws kms describe-key`; open the vault by another slot or"
                            + " key file");
    public static final ErrorCode NOT_OURS =
            new ErrorCode(
                    "MUS-2064",
                    ErrorKind.EXTERNAL,
                    "the key in AWS KMS does not open this slot",
                    "The slot was closed by another key, or belongs to another vault or slot: its"
                            + " name goes along as encryption context.",
                    "`muster vault keys list` names the slots and their keys");
    public static final ErrorCode UNREACHABLE =
            new ErrorCode(
                    "MUS-2065",
                    ErrorKind.EXTERNAL,
                    "AWS KMS does not answer",
                    "The region's end point cannot be reached, or could not answer in time. A"
                            + " multi-Region key can be used in its other regions.",
                    "try again; or open the vault by another slot or key file");
    public static final ErrorCode NO_CREDENTIALS =
            new ErrorCode(
                    "MUS-2066",
                    ErrorKind.EXTERNAL,
                    "no credentials for AWS KMS were found",
                    "Muster looks where the AWS command line looks: the environment, its files, the"
                            + " role of the machine or pod.",
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE");

    private KmsErrors() {}
}
