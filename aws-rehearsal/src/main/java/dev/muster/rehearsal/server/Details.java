package dev.muster.rehearsal.server;

import dev.muster.rehearsal.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/// What some refusals of S3 say besides their code: the region where a bucket is.
public final class Details {
    private static final String REGION = "x-amz-bucket-region";

    private Details() {}

    /// The bucket is elsewhere. Clients read the region, and may ask again there.
    public static AwsServiceException elsewhere(String asked, String region) {
        AwsServiceException refused =
                Refusal.of(
                        400,
                        "AuthorizationHeaderMalformed",
                        "The authorization header is malformed; the region '%s' is wrong; expecting '%s'"
                                .formatted(asked, region));
        return with(refused, REGION, region);
    }

    /// A refusal with a header, as `x-amz-delete-marker` where an object is deleted.
    public static AwsServiceException with(
            AwsServiceException refused, String header, String value) {
        AwsErrorDetails details = refused.awsErrorDetails();
        return refused.toBuilder()
                .awsErrorDetails(
                        details.toBuilder()
                                .sdkHttpResponse(
                                        (details.sdkHttpResponse() == null
                                                        ? SdkHttpResponse.builder()
                                                        : details.sdkHttpResponse().toBuilder())
                                                .putHeader(header, value)
                                                .build())
                                .build())
                .build();
    }

    static Map<String, String> of(AwsServiceException refused) {
        String region = headers(refused).get(REGION);
        return region == null ? Map.of() : Map.of("Region", region);
    }

    static Map<String, String> headers(AwsServiceException refused) {
        SdkHttpResponse response = refused.awsErrorDetails().sdkHttpResponse();
        Map<String, String> headers = new LinkedHashMap<>();
        if (response != null) {
            response.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
        }
        return headers;
    }
}
