package dev.muster.provider.aws.kind;

import dev.muster.kind.Example;
import java.util.Optional;
import java.util.regex.Pattern;

/// A region as AWS names it. Any that looks like one: there are new ones each year.
@Example(value = "eu-west-3", noun = "a region of AWS", pattern = "[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}")
public record AwsRegion(String value) {
    private static final Pattern NAME = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

    public AwsRegion {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("not a region of AWS: '" + value + "'");
        }
    }

    /// Empty for what AWS would not call a region.
    public static Optional<AwsRegion> parse(String text) {
        return NAME.matcher(text).matches() ? Optional.of(new AwsRegion(text)) : Optional.empty();
    }

    /// The first word of the names of resources there, `aws` but for China and GovCloud.
    public String partition() {
        if (value.startsWith("cn-")) {
            return "aws-cn";
        }
        return value.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    @Override
    public String toString() {
        return value;
    }
}
