package dev.muster.provider.aws.kind;

import dev.muster.kind.Example;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a bucket, after "Bucket naming rules" of the Amazon S3 user guide.
@Example(
        value = "shop-pictures",
        noun = "a bucket's name",
        pattern = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
public record BucketName(String value) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    public BucketName {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("not a bucket's name: '" + value + "'");
        }
    }

    /// Empty for what no bucket can be called.
    public static Optional<BucketName> parse(String text) {
        return NAME.matcher(text).matches() ? Optional.of(new BucketName(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
