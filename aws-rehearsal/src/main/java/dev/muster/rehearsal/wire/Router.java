package dev.muster.rehearsal.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/// Finds the operation that a request asks for, among those that are there.
public final class Router {
    private static final Set<String> OF_SIGNATURES =
            Set.of("awsaccesskeyid", "signature", "expires", "x-id");

    private final Service service;
    private final List<Operation> operations;

    public Router(Service service, Collection<Operation> operations) {
        this.service = service;
        this.operations = List.copyOf(operations);
    }

    /// @param form of the protocols that send one; empty otherwise
    public Operation find(WireRequest request, Query form) {
        return switch (service.protocol()) {
            case QUERY, EC2 -> named(form.get("Action", ""), form.get("Version", ""));
            case JSON -> named(request.header("x-amz-target", ""), "");
            case REST_JSON, REST_XML -> placed(request);
        };
    }

    private Operation named(String identifier, String version) {
        return operations.stream()
                .filter(it -> it.identifier().equals(identifier) && it.version().equals(version))
                .findAny()
                .orElseThrow(() -> Refusal.notThere("operation '" + identifier + "'"));
    }

    private Operation placed(WireRequest request) {
        List<Operation> fitting = new ArrayList<>();
        int best = -1;
        for (Operation operation : operations) {
            int score = score(operation, request);
            if (score > best) {
                fitting.clear();
                best = score;
            }
            if (score >= 0 && score == best) {
                fitting.add(operation);
            }
        }
        if (fitting.isEmpty()) {
            throw Refusal.notThere(
                    "operation "
                            + request.method()
                            + " "
                            + request.path()
                            + " "
                            + request.query().keys());
        }
        return fitting.getFirst();
    }

    private int score(Operation operation, WireRequest request) {
        int path = service.isS3() ? bucketScore(operation, request) : pathScore(operation, request);
        if (path < 0
                || !operation.method().equals(request.method())
                || !knowsQuery(operation, request)) {
            return -1;
        }
        for (String literal : operation.literals().keys()) {
            if (!operation.literals().get(literal, "").equals(request.query().get(literal, "\0"))) {
                return -1;
            }
        }
        int required = requiredScore(operation, request);
        return required < 0 ? -1 : path + 10 * operation.literals().keys().size() + required;
    }

    private static int bucketScore(Operation operation, WireRequest request) {
        boolean fits =
                operation.takesBucket() != request.bucket().isEmpty()
                        && operation.takesKey() != request.key().isEmpty();
        return fits ? 0 : -1;
    }

    /// A segment that is written out counts more than one that is filled in.
    private static int pathScore(Operation operation, WireRequest request) {
        String[] template = segments(operation.template());
        String[] path = segments(request.path());
        boolean greedy = template[template.length - 1].endsWith("+}");
        if (greedy ? path.length < template.length : path.length != template.length) {
            return -1;
        }
        int score = 0;
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{")) {
                continue;
            }
            if (!template[i].equals(path[i])) {
                return -1;
            }
            score += 100;
        }
        return score;
    }

    static String[] segments(String path) {
        return path.replaceFirst("^/", "").replaceFirst("/$", "").split("/", -1);
    }

    /// Newer sub-resources must not fall through to the operation that they qualify.
    private static boolean knowsQuery(Operation operation, WireRequest request) {
        for (String key : request.query().keys()) {
            String lower = key.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("x-amz-")
                    && !OF_SIGNATURES.contains(lower)
                    && !operation.literals().has(key)
                    && !takesQuery(operation, key)) {
                return false;
            }
        }
        return true;
    }

    private static boolean takesQuery(Operation operation, String key) {
        return operation.has(MarshallLocation.QUERY_PARAM, key)
                || operation.members().stream()
                        .anyMatch(it ->
                                it.location() == MarshallLocation.QUERY_PARAM && Values.isMap(it));
    }

    private static int requiredScore(Operation operation, WireRequest request) {
        int score = 0;
        for (SdkField<?> member : operation.members()) {
            if (!Operation.isRequired(member)) {
                continue;
            }
            boolean inQuery = member.location() == MarshallLocation.QUERY_PARAM;
            boolean inHeader = member.location() == MarshallLocation.HEADER;
            if ((inQuery && !request.query().has(member.locationName()))
                    || (inHeader && request.header(member.locationName()) == null)) {
                return -1;
            }
            score += inQuery || inHeader ? 1 : 0;
        }
        return score;
    }
}
