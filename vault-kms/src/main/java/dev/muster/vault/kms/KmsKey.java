package dev.muster.vault.kms;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One key of AWS KMS by its ARN.
record KmsKey(String arn, String partition, String region, String account, String id) {
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:(aws[a-z-]*):kms:([a-z0-9-]+):([0-9]{12}):key/([A-Za-z0-9-]{1,64})");
    private static final int MOST = 8;

    /// The keys in a list with commas, each of which opens what any of them closed.
    ///
    /// @throws dev.muster.model.MusterException if they are not
    static List<KmsKey> list(String text) {
        List<KmsKey> keys =
                Arrays.stream(text.split(",", -1)).map(String::strip).map(KmsKey::of).toList();
        KmsKey first = keys.getFirst();
        for (KmsKey key : keys.subList(1, keys.size())) {
            if (!first.isSameAs(key)) {
                throw KmsErrors.BAD_NAME.error(
                        key.arn
                                + " is not the multi-Region key "
                                + first.arn
                                + " in another region",
                        "make a replica of it: aws kms replicate-key --key-id "
                                + first.id
                                + " --replica-region "
                                + key.region);
            }
        }
        long regions = keys.stream().map(KmsKey::region).distinct().count();
        if (regions < keys.size() || keys.size() > MOST) {
            throw KmsErrors.BAD_NAME.error(
                    keys.size() + " ARNs name " + regions + " regions; the most is " + MOST,
                    "name each region once");
        }
        return keys;
    }

    private boolean isSameAs(KmsKey other) {
        return id.startsWith("mrk-")
                && id.equals(other.id)
                && account.equals(other.account)
                && partition.equals(other.partition);
    }

    private static KmsKey of(String text) {
        Matcher arn = ARN.matcher(text);
        if (!arn.matches()) {
            throw KmsErrors.BAD_NAME.error("'" + text + "' is no ARN of a key in AWS KMS", "");
        }
        return new KmsKey(text, arn.group(1), arn.group(2), arn.group(3), arn.group(4));
    }

    @Override
    public String toString() {
        return arn;
    }
}
