package dev.muster.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.rehearsal.server.AwsServer;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Protocol;
import dev.muster.rehearsal.wire.Service;
import dev.muster.rehearsal.world.World;
import dev.muster.testkit.RealTiming;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/// Every operation of a service by the SDK's own client, with all members filled, compared at both
/// ends: so that a newer SDK that changed what is read by reflection is noticed here.
class WireAuditIT {
    private static final Service KMS =
            new Service(
                    "kms", "software.amazon.awssdk.services.kms", Protocol.JSON, Optional.empty());
    private static final Service BACKUP =
            new Service(
                    "backup",
                    "software.amazon.awssdk.services.backup",
                    Protocol.REST_JSON,
                    Optional.empty());

    @TempDir private Path folder;
    private World world;
    private final Map<Class<?>, SdkPojo> received = new ConcurrentHashMap<>();
    private final Map<Class<?>, SdkPojo> answered = new ConcurrentHashMap<>();

    @BeforeEach
    void open() throws Exception {
        world = World.open(folder, new RealTiming());
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    private record Audited(Method method, Class<? extends SdkPojo> request) {
        String name() {
            String simple = request.getSimpleName();
            return simple.substring(0, simple.length() - "Request".length());
        }
    }

    /// Those that do not stream.
    private static List<Audited> operations(Class<?> client) {
        Map<String, Audited> found = new TreeMap<>();
        for (Method method : client.getMethods()) {
            if (method.getParameterCount() == 1
                    && SdkPojo.class.isAssignableFrom(method.getParameterTypes()[0])
                    && SdkPojo.class.isAssignableFrom(method.getReturnType())) {
                Audited audited =
                        new Audited(
                                method, method.getParameterTypes()[0].asSubclass(SdkPojo.class));
                found.put(audited.name(), audited);
            }
        }
        return List.copyOf(found.values());
    }

    private <Q extends SdkPojo> void add(Operations operations, Class<Q> request, Class<?> answer) {
        operations.on(
                request,
                (it, call) -> {
                    received.put(request, it);
                    SdkPojo filled = new Filled().pojo(builder(answer));
                    answered.put(request, filled);
                    return Reply.of(filled);
                },
                "*");
    }

    private static SdkPojo builder(Class<?> type) {
        try {
            return (SdkPojo) type.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What differs, by operation.
    private Set<String> differences(
            Service service, Class<?> type, Clients.Maker maker, Set<String> left)
            throws Exception {
        Operations operations = new Operations(service, Optional.empty());
        List<Audited> all =
                operations(type).stream().filter(it -> !left.contains(it.name())).toList();
        all.forEach(it -> add(operations, it.request(), it.method().getReturnType()));
        Set<String> differences = new TreeSet<>();
        try (AwsServer server =
                        new AwsServer(
                                0,
                                world,
                                List.of(operations),
                                (token, verb, body) -> Map.entry(404, new byte[0]),
                                new RealTiming());
                AutoCloseable client =
                        maker.make(server.address(), world.accounts().account("123456789012"))) {
            for (Audited each : all) {
                differences.addAll(audit(each, client));
            }
        }
        assertThat(all).hasSizeGreaterThan(5);
        return differences;
    }

    private List<String> audit(Audited each, Object client) {
        SdkPojo sent = new Filled().pojo(builder(each.request()));
        Object got;
        try {
            got = each.method().invoke(client, sent);
        } catch (InvocationTargetException e) {
            return List.of(each.name() + ": " + e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        SdkPojo arrived = received.get(each.request());
        if (arrived == null) {
            return List.of(each.name() + ": went to another operation");
        }
        List<String> found = new ArrayList<>();
        found.addAll(differ(each.name() + " request ", sent, arrived));
        found.addAll(
                differ(
                        each.name() + " answer ",
                        Objects.requireNonNull(answered.get(each.request())),
                        (SdkPojo) got));
        return found;
    }

    private static List<String> differ(String what, SdkPojo sent, SdkPojo got) {
        List<String> found = new ArrayList<>();
        for (SdkField<?> field : sent.sdkFields()) {
            Object one = field.getValueOrDefault(sent);
            Object other = field.getValueOrDefault(got);
            if (!Objects.equals(one, other)) {
                found.add(what + field.memberName() + ": " + one + " came as " + other);
            }
        }
        return found;
    }

    @Test
    void allOfRoute53IsExact() throws Exception {
        assertThat(
                        differences(
                                Service.ROUTE53,
                                Route53Client.class,
                                (at, who) ->
                                        Clients.of(Route53Client.builder(), at, "us-east-1", who),
                                Set.of()))
                .isEmpty();
    }

    @Test
    void allOfS3IsExact() throws Exception {
        Set<String> differences =
                differences(
                        Service.S3,
                        S3Client.class,
                        (at, who) -> Clients.of(S3Client.builder(), at, "eu-west-1", who),
                        // of directory buckets, which sign for a service of their own
                        Set.of("ListDirectoryBuckets"));
        // this client has a member of its own for what it could not read, and hides this one
        assertThat(differences)
                .allMatch(it -> it.startsWith("HeadObject answer Expires: "))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void allOfKmsIsExact() throws Exception {
        assertThat(
                        differences(
                                KMS,
                                KmsClient.class,
                                (at, who) -> Clients.of(KmsClient.builder(), at, "eu-west-1", who),
                                Set.of()))
                .isEmpty();
    }

    @Test
    void allOfBackupIsExact() throws Exception {
        assertThat(
                        differences(
                                BACKUP,
                                BackupClient.class,
                                (at, who) ->
                                        Clients.of(BackupClient.builder(), at, "eu-west-1", who),
                                Set.of()))
                .isEmpty();
    }

    @Test
    void allOfStsThatIsSignedIsExact() throws Exception {
        assertThat(
                        differences(
                                Service.STS,
                                StsClient.class,
                                (at, who) -> Clients.of(StsClient.builder(), at, "eu-west-1", who),
                                // who has no key yet asks for one without a signature
                                Set.of("AssumeRoleWithSaml", "AssumeRoleWithWebIdentity")))
                .isEmpty();
    }
}
