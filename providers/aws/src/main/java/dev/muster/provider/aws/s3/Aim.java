package dev.muster.provider.aws.s3;

import dev.muster.model.RestoreTarget;
import dev.muster.provider.Target;
import dev.muster.provider.aws.kind.AwsErrors;
import dev.muster.provider.aws.kind.S3Buckets;
import dev.muster.provider.aws.kind.S3Settings;
import java.time.Instant;
import java.util.List;

/// What a restore shall reach.
///
/// @param only keys, or beginnings of keys that end in `/` or `*`; empty for all
record Aim(S3Buckets buckets, Instant moment, List<String> only) {
    /// Later than every version.
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    Aim {
        only = List.copyOf(only);
    }

    static Aim of(Target<S3Settings> target, List<String> only) {
        return new Aim(
                S3Buckets.of(target.situation(), target.region()),
                moment(target.situation().target()),
                only);
    }

    private static Instant moment(RestoreTarget target) {
        return switch (target) {
            case RestoreTarget.Latest _ -> LATEST;
            case RestoreTarget.AtTime time -> time.time();
            case RestoreTarget.AtPosition _,
                    RestoreTarget.AtTransaction _,
                    RestoreTarget.AtName _ ->
                    throw AwsErrors.MOMENT.error(
                            "a bucket has no log with positions, transactions or names",
                            "--to 2026-03-01T18:00:00Z");
        };
    }

    /// Whether a key is asked for.
    boolean takes(String key) {
        return only.isEmpty() || only.stream().anyMatch(pattern -> matches(pattern, key));
    }

    private static boolean matches(String pattern, String key) {
        if (pattern.endsWith("*")) {
            return key.startsWith(pattern.substring(0, pattern.length() - 1));
        }
        return pattern.endsWith("/") ? key.startsWith(pattern) : key.equals(pattern);
    }

    /// What every key that is asked for begins with, so that the others are not even listed.
    String prefix() {
        if (only.isEmpty()) {
            return "";
        }
        String common = stem(only.getFirst());
        for (String pattern : only) {
            String stem = stem(pattern);
            int same = 0;
            while (same < Math.min(common.length(), stem.length())
                    && common.charAt(same) == stem.charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        return common;
    }

    private static String stem(String pattern) {
        return pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
    }

    /// Tells one aim from another, for what is kept between two tries.
    String name() {
        return String.join(
                "\t",
                buckets.source().bucket().value(),
                buckets.destination().bucket().value(),
                moment.toString(),
                String.join(",", only).replace('\n', ' ').replace('\t', ' '));
    }
}
