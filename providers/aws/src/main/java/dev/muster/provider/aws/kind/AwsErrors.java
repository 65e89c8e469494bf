package dev.muster.provider.aws.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with the services of AWS; MUS-4900 to MUS-4919.
public final class AwsErrors {
    public static final ErrorCode UNREACHABLE =
            external(
                    "MUS-4900",
                    "A service of AWS cannot be reached",
                    "Nobody answers at the end point of the service in that region, or not in"
                            + " time, or it answered that it is too busy each time. In the loss of"
                            + " a region that is expected of its own end points: a recovery asks"
                            + " none of them.",
                    "Look at the network and at health.aws.amazon.com; then run the same command"
                            + " again, which goes on where it was.");
    public static final ErrorCode DENIED =
            external(
                    "MUS-4901",
                    "A request to AWS is not allowed",
                    "The credentials in use lack a permission, or a policy of the resource or of"
                            + " the organization forbids it.",
                    "See who you are with `aws sts get-caller-identity`, and compare with what"
                            + " `muster aws policy` prints.");
    public static final ErrorCode NO_CREDENTIALS =
            external(
                    "MUS-4902",
                    "No credentials for AWS were found",
                    "Neither the strategy, nor the environment, nor the files of the `aws` command,"
                            + " nor this machine's role gave any.",
                    "Set AWS_PROFILE, or name a profile: `access: { profile: NAME }`.");
    public static final ErrorCode NOT_THERE =
            external(
                    "MUS-4903",
                    "Something that the strategy names is not in AWS",
                    "A bucket, zone, record or health check of that name does not exist, or belongs"
                            + " to another account.",
                    "Compare the strategy with `aws s3api list-buckets` or `aws route53"
                            + " list-hosted-zones`.");
    public static final ErrorCode WRONG_REGION =
            external(
                    "MUS-4904",
                    "A bucket is in another region than the strategy says",
                    "S3 answers only in the bucket's own region. A strategy that is wrong about"
                            + " the region is wrong about what survives its loss.",
                    "Write the region that `aws s3api get-bucket-location --bucket NAME` tells into"
                            + " `location`.");
    public static final ErrorCode REFUSED =
            external(
                    "MUS-4905",
                    "AWS refused a request",
                    "The service understood the request and said no.",
                    "Read its message; then run the same command again.");
    public static final ErrorCode NO_VERSIONS =
            external(
                    "MUS-4906",
                    "A bucket keeps no versions",
                    "Without versions nothing of an earlier time is there, and what a restore"
                            + " writes would replace for good what it finds. Versions that were made"
                            + " before versioning was suspended are still there, but not those"
                            + " after.",
                    "Type `aws s3api put-bucket-versioning --bucket NAME --versioning-configuration"
                            + " Status=Enabled`, and wait 15 minutes before you write.");
    public static final ErrorCode MOMENT =
            new ErrorCode(
                    "MUS-4907",
                    ErrorKind.USAGE,
                    "A bucket knows no such moment",
                    "Versions carry a time and nothing else: a bucket is brought back to a time, or"
                            + " left as it is.",
                    "Type `--to 2026-03-01T18:00:00Z`.");
    public static final ErrorCode WORKSPACE =
            new ErrorCode(
                    "MUS-4908",
                    ErrorKind.RESOURCE,
                    "The manifest of a restore cannot be kept",
                    "A restore writes down what it will do before it does it, and how far it came."
                            + " The folder for that is full or not writable, or the file is"
                            + " damaged.",
                    "Free space there, or remove the manifest; then run the same command again.");
    public static final ErrorCode ODD_ANSWER =
            external(
                    "MUS-4909",
                    "A service gave an answer that cannot be",
                    "What it said contradicts itself, such as a list that does not go on where the"
                            + " last part ended. To go on would be a guess.",
                    "Run the same command again; if it stays so, report it with the service's name"
                            + " and version.");

    private AwsErrors() {}

    private static ErrorCode external(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.EXTERNAL, title, explanation, remedy);
    }
}
