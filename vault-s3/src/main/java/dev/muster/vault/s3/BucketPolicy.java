package dev.muster.vault.s3;

import dev.muster.model.VaultUrl;
import dev.muster.vault.store.StorageRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Policies for the bucket of a vault: who may do what below the vault's prefix.
///
/// For AWS one bucket policy, after "Enforce conditional writes on Amazon S3 buckets" of the Amazon
/// S3 user guide. Other storage knows neither its condition keys nor, as MinIO does not, bucket
/// policies for users: it gets a policy of each role, to be attached to whoever acts in it.
public final class BucketPolicy {
    private static final String LIST = "s3:ListBucket";
    private static final String GET = "s3:GetObject";
    private static final String PUT = "s3:PutObject";
    private static final String RETAIN = "s3:PutObjectRetention";
    private static final List<String> DELETE = List.of("s3:DeleteObject", "s3:DeleteObjectVersion");

    private final VaultUrl.Bucket address;
    private final Roles roles;

    private BucketPolicy(VaultUrl.Bucket address, Roles roles) {
        this.address = address;
        this.roles = roles;
    }

    /// The storage's names of who acts in each role, such as `arn:aws:iam::111122223333:role/db1`.
    ///
    /// @param source hosts that back up: add their backups and read, change and delete nothing
    /// @param restorer hosts that recover: read, and add the records of their runs
    /// @param janitor whoever prunes: deletes what the vault no longer lists
    public record Roles(String source, String restorer, String janitor) {}

    /// Documents by name, as maps and lists in the order in which they are read: `bucket`, or
    /// `source`, `restorer` and `janitor`.
    public static Map<String, Object> of(VaultUrl.Bucket address, Roles roles) {
        BucketPolicy policy = new BucketPolicy(address, roles);
        return address.endpoint().isEmpty()
                ? Map.of("bucket", policy.ofBucket())
                : policy.ofRoles();
    }

    private Map<String, Object> ofBucket() {
        List<String> all = List.of(roles.source(), roles.restorer(), roles.janitor());
        List<Map<String, Object>> statements =
                new ArrayList<>(
                        List.of(
                                by(all, list()),
                                by(all, read()),
                                by(List.of(roles.source()), add()),
                                by(List.of(roles.restorer()), keepRecords()),
                                by(List.of(roles.janitor()), clean()),
                                onlyJanitorDeletes(),
                                onlyNew(),
                                onlyEncryptedLines()));
        List<String> others =
                all.stream().filter(role -> !role.equals(roles.janitor())).distinct().toList();
        if (!others.isEmpty()) {
            statements.add(noKeysBy(others));
        }
        return document(statements);
    }

    private Map<String, Object> ofRoles() {
        Map<String, Object> policies = new LinkedHashMap<>();
        policies.put("source", document(List.of(list(), read(), add())));
        policies.put("restorer", document(List.of(list(), read(), keepRecords())));
        policies.put("janitor", document(List.of(list(), read(), clean())));
        return policies;
    }

    private static Map<String, Object> document(List<Map<String, Object>> statements) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        return document;
    }

    private Map<String, Object> read() {
        return allow("MusterRead", List.of(GET), objects("*"));
    }

    private Map<String, Object> add() {
        return allow("MusterAdd", adding(), below(StorageRole.SOURCE));
    }

    private Map<String, Object> keepRecords() {
        return allow("MusterRecord", adding(), below(StorageRole.RESTORER));
    }

    private List<String> below(StorageRole role) {
        return role.adds().stream().map(prefix -> object(prefix + "*")).toList();
    }

    private Map<String, Object> clean() {
        return allow("MusterClean", cleaning(), objects("*"));
    }

    private List<String> adding() {
        return address.lock().isPresent() ? List.of(PUT, RETAIN) : List.of(PUT);
    }

    private List<String> cleaning() {
        List<String> actions = new ArrayList<>(adding());
        actions.addAll(DELETE);
        return actions;
    }

    private Map<String, Object> list() {
        Map<String, Object> statement = allow("MusterList", List.of(LIST), List.of(bucket()));
        if (!address.prefix().isEmpty()) {
            statement.put(
                    "Condition", Map.of("StringLike", Map.of("s3:prefix", address.prefix() + "*")));
        }
        return statement;
    }

    private static Map<String, Object> allow(
            String sid, List<String> actions, List<String> resources) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", sid);
        statement.put("Effect", "Allow");
        statement.put("Action", actions);
        statement.put("Resource", resources);
        return statement;
    }

    /// The statement with those it is about: a bucket's policy names them.
    private static Map<String, Object> by(List<String> who, Map<String, Object> statement) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("Sid", statement.get("Sid"));
        named.put("Effect", statement.get("Effect"));
        named.put("Principal", Map.of("AWS", who.stream().distinct().toList()));
        statement.forEach(named::putIfAbsent);
        return named;
    }

    private static Map<String, Object> deny(
            String sid, List<String> actions, List<String> resources, Map<String, Object> when) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", sid);
        statement.put("Effect", "Deny");
        statement.put("Principal", "*");
        statement.put("Action", actions);
        statement.put("Resource", resources);
        statement.put("Condition", when);
        return statement;
    }

    /// Whatever other policies allow.
    private Map<String, Object> onlyJanitorDeletes() {
        return deny(
                "MusterOnlyJanitorDeletes",
                DELETE,
                objects("*"),
                Map.of("ArnNotEquals", Map.of("aws:PrincipalArn", roles.janitor())));
    }

    /// Also where another policy allows them more: neither keys nor programs.
    private Map<String, Object> noKeysBy(List<String> others) {
        return deny(
                "MusterNoKeysNorPrograms",
                List.of(PUT),
                List.of(object("program/*"), object("keys/*")),
                Map.of("ArnEquals", Map.of("aws:PrincipalArn", others)));
    }

    /// Nothing replaces an object that is there. The requests that begin a multipart upload and
    /// send its parts create no object and take no condition.
    private Map<String, Object> onlyNew() {
        Map<String, Object> when = new LinkedHashMap<>();
        when.put("Null", Map.of("s3:if-none-match", "true"));
        when.put("Bool", Map.of("s3:ObjectCreationOperation", "true"));
        return deny("MusterOnlyNew", List.of(PUT), objects("*"), when);
    }

    private Map<String, Object> onlyEncryptedLines() {
        return deny(
                "MusterOnlyTls",
                List.of("s3:*"),
                objects("*"),
                Map.of("Bool", Map.of("aws:SecureTransport", "false")));
    }

    private List<String> objects(String names) {
        return List.of(object(names));
    }

    private String object(String names) {
        return bucket() + "/" + address.prefix() + names;
    }

    private String bucket() {
        boolean china = address.region().filter(region -> region.startsWith("cn-")).isPresent();
        return (china ? "arn:aws-cn:s3:::" : "arn:aws:s3:::") + address.bucket();
    }
}
