package dev.muster.rehearsal.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a request says of who signed it, by AWS's Signature Version 4, in a header or in the
/// address.
///
/// @param day of the scope, as `20260131`
/// @param expires for addresses that were signed in advance
public record Signature(
        String accessKey,
        String day,
        String region,
        String service,
        List<String> signedHeaders,
        String value,
        String date,
        Optional<Duration> expires) {

    /// How far AWS lets clocks differ.
    private static final Duration SKEW = Duration.ofMinutes(15);

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern HEADER =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 +Credential=([^,/]+)/(\\d{8})/([^,/]+)/([^,/]+)/aws4_request,"
                            + " *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");
    private static final Pattern SCOPE =
            Pattern.compile("([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /// Reads it; empty where the request is not signed this way.
    public static Optional<Signature> of(WireRequest request) {
        if (request.query().has("X-Amz-Signature")) {
            return Optional.of(inAddress(request.query()));
        }
        Matcher header = HEADER.matcher(request.header("authorization", ""));
        return header.matches()
                ? Optional.of(
                        new Signature(
                                header.group(1),
                                header.group(2),
                                header.group(3),
                                header.group(4),
                                List.of(header.group(5).split(";")),
                                header.group(6),
                                request.header("x-amz-date", ""),
                                Optional.empty()))
                : Optional.empty();
    }

    private static Signature inAddress(Query query) {
        Matcher scope = SCOPE.matcher(query.get("X-Amz-Credential", ""));
        if (!scope.matches() || !query.get("X-Amz-Algorithm", "").equals("AWS4-HMAC-SHA256")) {
            throw malformed("the credential is not <key>/<day>/<region>/<service>/aws4_request");
        }
        return new Signature(
                scope.group(1),
                scope.group(2),
                scope.group(3),
                scope.group(4),
                List.of(query.get("X-Amz-SignedHeaders", "").split(";")),
                query.get("X-Amz-Signature", ""),
                query.get("X-Amz-Date", ""),
                Optional.of(seconds(query.get("X-Amz-Expires", ""))));
    }

    private static Duration seconds(String text) {
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > LONGEST.toSeconds()) {
            throw malformed("X-Amz-Expires must be less than a week (in seconds)");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private static RuntimeException malformed(String why) {
        return Refusal.of(400, "AuthorizationQueryParametersError", why);
    }

    /// Refuses what was not signed with this secret, or not now.
    ///
    /// @param payload digest of the body in hex, or what stands for one
    public void check(WireRequest request, String secret, String payload, Instant now) {
        checkTime(now);
        if (!signedHeaders.contains("host")) {
            throw Refusal.of(403, "SignatureDoesNotMatch", "the header host must be signed");
        }
        String text =
                "AWS4-HMAC-SHA256\n%s\n%s\n%s"
                        .formatted(date, scope(), sha256(canonical(request, payload)));
        if (!Hex.same(Hex.format(Hex.hmac(key(secret), text)), value)) {
            throw Refusal.of(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you"
                            + " provided. Check your key and signing method.");
        }
    }

    private void checkTime(Instant now) {
        Instant at;
        try {
            at = DATE.parse(date, Instant::from);
        } catch (DateTimeException e) {
            throw Refusal.of(403, "AccessDenied", "the date of the signature is missing");
        }
        if (!date.startsWith(day)) {
            throw Refusal.of(403, "SignatureDoesNotMatch", "the scope is of another day");
        }
        if (expires.isPresent() && now.isAfter(at.plus(expires.get()))) {
            throw Refusal.of(403, "AccessDenied", "Request has expired");
        }
        if (at.isAfter(now.plus(SKEW)) || (expires.isEmpty() && at.isBefore(now.minus(SKEW)))) {
            throw Refusal.of(
                    403,
                    "RequestTimeTooSkewed",
                    "The difference between the request time and the current time is too large.");
        }
    }

    String scope() {
        return day + "/" + region + "/" + service + "/aws4_request";
    }

    byte[] key(String secret) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(day, region, service, "aws4_request")) {
            key = Hex.hmac(key, part);
        }
        return key;
    }

    static String sha256(String text) {
        return Hex.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private String canonical(WireRequest request, String payload) {
        StringBuilder text = new StringBuilder();
        text.append(request.method()).append('\n');
        // S3 alone signs the path as it was sent; all others encode it once more
        text.append(service.equals("s3") ? request.path() : encodePath(request.path()));
        text.append('\n').append(canonical(request.query())).append('\n');
        Map<String, List<String>> headers = new HashMap<>(request.headers());
        for (String name : signedHeaders) {
            List<String> values = headers.getOrDefault(name, List.of());
            text.append(name).append(':');
            text.append(String.join(",", values.stream().map(Signature::trimmed).toList()));
            text.append('\n');
        }
        text.append('\n').append(String.join(";", signedHeaders)).append('\n').append(payload);
        return text.toString();
    }

    private static String trimmed(String value) {
        return value.strip().replaceAll(" +", " ");
    }

    private static String encodePath(String path) {
        return encode(path).replace("%2F", "/");
    }

    private static String canonical(Query query) {
        List<String> pairs = new ArrayList<>();
        query.values()
                .forEach((key, values) -> {
                    if (!key.equals("X-Amz-Signature")) {
                        values.forEach(it -> pairs.add(encode(key) + "=" + encode(it)));
                    }
                });
        pairs.sort((one, other) -> {
            int byKey = name(one).compareTo(name(other));
            return byKey != 0 ? byKey : one.compareTo(other);
        });
        return String.join("&", pairs);
    }

    private static String name(String pair) {
        return pair.substring(0, pair.indexOf('='));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
