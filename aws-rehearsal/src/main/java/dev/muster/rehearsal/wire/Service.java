package dev.muster.rehearsal.wire;

import java.util.Optional;

/// One AWS service, as the wire layer has to know it.
///
/// @param name in the scope of signatures, and for faults: `s3`, `route53`
/// @param models the SDK's package with its classes
/// @param namespace of its XML, where it writes XML
public record Service(String name, String models, Protocol protocol, Optional<String> namespace) {
    private static final String SDK = "software.amazon.awssdk.services.";

    public static final Service S3 =
            new Service(
                    "s3",
                    SDK + "s3",
                    Protocol.REST_XML,
                    Optional.of("http://s3.amazonaws.com/doc/2006-03-01/"));

    public static final Service ROUTE53 =
            new Service(
                    "route53",
                    SDK + "route53",
                    Protocol.REST_XML,
                    Optional.of("https://route53.amazonaws.com/doc/2013-04-01/"));

    public static final Service STS =
            new Service(
                    "sts",
                    SDK + "sts",
                    Protocol.QUERY,
                    Optional.of("https://sts.amazonaws.com/doc/2011-06-15/"));

    /// S3 puts the bucket before the templates of its operations, and signs paths as they are.
    boolean isS3() {
        return name.equals("s3");
    }
}
