package dev.muster.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.muster.rehearsal.world.Faults.Place;
import dev.muster.testkit.RealTiming;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.HealthCheckAlreadyExistsException;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckVersionMismatchException;
import software.amazon.awssdk.services.route53.model.HostedZoneAlreadyExistsException;
import software.amazon.awssdk.services.route53.model.HostedZoneNotEmptyException;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

class Route53IT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SPREADING = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private RehearsalAws aws;
    private Route53Client route53;
    private String zone;

    @BeforeEach
    void start() throws Exception {
        open();
        zone =
                route53.createHostedZone(it -> it.name("Example.com").callerReference("one"))
                        .hostedZone()
                        .id();
    }

    private void open() throws Exception {
        aws = RehearsalAws.start(folder, new RealTiming());
        route53 = Clients.of(Route53Client.builder(), aws.endpoint(), "us-east-1", aws.account());
    }

    @AfterEach
    void stop() throws Exception {
        route53.close();
        aws.close();
    }

    private static ResourceRecordSet.Builder a(String name, String... addresses) {
        return ResourceRecordSet.builder()
                .name(name)
                .type("A")
                .ttl(30L)
                .resourceRecords(
                        Arrays.stream(addresses)
                                .map(it -> ResourceRecord.builder().value(it).build())
                                .toList());
    }

    private ChangeInfo change(String action, ResourceRecordSet.Builder... sets) {
        List<Change> changes =
                Arrays.stream(sets)
                        .map(it ->
                                Change.builder()
                                        .action(action)
                                        .resourceRecordSet(it.build())
                                        .build())
                        .toList();
        return route53.changeResourceRecordSets(
                        it -> it.hostedZoneId(zone).changeBatch(b -> b.changes(changes)))
                .changeInfo();
    }

    private void refused(String why, String action, ResourceRecordSet.Builder... sets) {
        assertThatThrownBy(() -> change(action, sets))
                .isInstanceOf(InvalidChangeBatchException.class)
                .hasMessageContaining(why);
    }

    private Message ask(String name, int type, boolean tcp) throws Exception {
        SimpleResolver resolver = new SimpleResolver(aws.nameServer());
        resolver.setTCP(tcp);
        resolver.setTimeout(LONG);
        return resolver.send(
                Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)));
    }

    private List<String> answers(String name) throws Exception {
        return ask(name, Type.A, false).getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .sorted()
                .toList();
    }

    private static <T> void await(Callable<T> what, T wanted) throws Exception {
        Instant end = Instant.now().plus(LONG);
        T seen = what.call();
        while (!seen.equals(wanted)) {
            assertThat(Instant.now()).as("still %s, not %s", seen, wanted).isBefore(end);
            Thread.sleep(20);
            seen = what.call();
        }
    }

    private void spread() {
        aws.clock().advance(SPREADING);
    }

    @Test
    void aChangeIsPendingBeforeNameServersHaveIt() throws Exception {
        ChangeInfo change = change("CREATE", a("www.example.com", "192.0.2.1", "192.0.2.2"));

        assertThat(change.statusAsString()).isEqualTo("PENDING");
        assertThat(ask("www.example.com.", Type.A, false).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(route53.listResourceRecordSets(it -> it.hostedZoneId(zone)).resourceRecordSets())
                .extracting(it -> it.name() + " " + it.typeAsString())
                .containsExactly("example.com. NS", "example.com. SOA", "www.example.com. A");
        stop();
        open();
        spread();

        assertThat(route53.getChange(it -> it.id(change.id())).changeInfo().statusAsString())
                .isEqualTo("INSYNC");
        await(() -> answers("WWW.example.com."), List.of("192.0.2.1", "192.0.2.2"));
        Message answer = ask("www.example.com.", Type.A, true);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answer.getSection(Section.ANSWER)).allMatch(it -> it.getTTL() == 30);
        Message none = ask("www.example.com.", Type.AAAA, true);
        assertThat(none.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(none.getSection(Section.AUTHORITY)).hasSize(1);
        assertThat(ask("example.org.", Type.A, false).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void aBatchThatCannotBeWholeIsNot() {
        change("CREATE", a("www.example.com", "192.0.2.1"));

        refused(
                "already exists",
                "CREATE",
                a("new.example.com", "192.0.2.1"),
                a("www.example.com", "192.0.2.9"));
        refused("not found", "DELETE", a("none.example.com", "192.0.2.1"));
        refused("do not match", "DELETE", a("www.example.com", "192.0.2.9"));
        refused("not permitted in zone", "CREATE", a("www.example.org", "192.0.2.1"));
        refused("is no value", "CREATE", a("bad.example.com", "192.0.2.300"));
        refused(
                "does not exist",
                "CREATE",
                a("c.example.com", "192.0.2.1").healthCheckId("made-up"));
        refused("conflicts", "CREATE", a("www.example.com", "elsewhere.example.com").type("CNAME"));
        assertThat(route53.listResourceRecordSets(it -> it.hostedZoneId(zone)).resourceRecordSets())
                .hasSize(3);
        assertThatThrownBy(() -> route53.deleteHostedZone(it -> it.id(zone)))
                .isInstanceOf(HostedZoneNotEmptyException.class);
        change("DELETE", a("www.example.com", "192.0.2.1"));
        route53.deleteHostedZone(it -> it.id(zone));
        assertThatThrownBy(() -> route53.getHostedZone(it -> it.id(zone)))
                .isInstanceOf(NoSuchHostedZoneException.class);
    }

    @Test
    void policiesAreNotMixedAndThereIsOnePrimary() {
        change("CREATE", failover("PRIMARY", "1"));

        refused("more than one PRIMARY", "CREATE", failover("PRIMARY", "2"));
        refused("cannot be mixed", "CREATE", a("db.example.com", "192.0.2.3"));
        refused(
                "cannot be mixed",
                "CREATE",
                a("db.example.com", "192.0.2.3").setIdentifier("3").weight(1L));
        refused("set identifier", "CREATE", a("x.example.com", "192.0.2.3").setIdentifier("3"));
        change("CREATE", failover("SECONDARY", "2"));
    }

    private static ResourceRecordSet.Builder failover(String side, String last) {
        return a("db.example.com", "192.0.2." + last).setIdentifier(side + last).failover(side);
    }

    @Test
    void zonesAreMadeOnce() {
        assertThatThrownBy(() ->
                        route53.createHostedZone(
                                it -> it.name("example.net").callerReference("one")))
                .isInstanceOf(HostedZoneAlreadyExistsException.class);
        route53.createHostedZone(it -> it.name("example.net").callerReference("two"));
        assertThat(route53.listHostedZones().hostedZones())
                .extracting(it -> it.name())
                .containsExactlyInAnyOrder("example.com.", "example.net.");
        assertThat(
                        route53.listHostedZonesByName(it -> it.dnsName("example.net").maxItems("1"))
                                .hostedZones())
                .extracting(it -> it.name())
                .containsExactly("example.net.");
    }

    /// An endpoint that can be told how to answer.
    private static final class Site implements AutoCloseable {
        private final HttpServer http;
        private volatile int status = 200;

        Site() throws Exception {
            http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            http.createContext(
                    "/",
                    exchange -> {
                        exchange.sendResponseHeaders(status, -1);
                        exchange.close();
                    });
            http.start();
        }

        int port() {
            return http.getAddress().getPort();
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    private String check(String reference, int port) {
        return route53.createHealthCheck(
                        it -> it.callerReference(reference).healthCheckConfig(config(port)))
                .healthCheck()
                .id();
    }

    private static HealthCheckConfig config(int port) {
        return HealthCheckConfig.builder()
                .type("HTTP")
                .ipAddress("127.0.0.1")
                .port(port)
                .resourcePath("/health")
                .requestInterval(10)
                .failureThreshold(2)
                .build();
    }

    private String status(String check) {
        String said =
                route53.getHealthCheckStatus(it -> it.healthCheckId(check))
                        .healthCheckObservations()
                        .getFirst()
                        .statusReport()
                        .status();
        return said.substring(0, said.indexOf(':'));
    }

    @Test
    void whoIsUnhealthyIsNotAnsweredAndComesBack() throws Exception {
        try (Site north = new Site();
                Site south = new Site()) {
            String first = check("north", north.port());
            String second = check("south", south.port());
            change(
                    "CREATE",
                    failover("PRIMARY", "1").healthCheckId(first),
                    failover("SECONDARY", "2").healthCheckId(second));
            spread();
            aws.clock().run(60);
            await(() -> answers("db.example.com."), List.of("192.0.2.1"));

            north.status = 503;
            await(() -> answers("db.example.com."), List.of("192.0.2.2"));
            await(() -> status(first), "Failure");
            assertThat(status(second)).isEqualTo("Success");

            // nobody is healthy: the primary it is
            south.status = 500;
            await(() -> answers("db.example.com."), List.of("192.0.2.1"));
            north.status = 200;
            await(() -> status(first), "Success");
            assertThat(answers("db.example.com.")).containsExactly("192.0.2.1");
        }
    }

    @Test
    void dnsAndHealthGoOnWithoutTheControlPlane() throws Exception {
        try (Site north = new Site()) {
            String check = check("north", north.port());
            change(
                    "CREATE",
                    failover("PRIMARY", "1").healthCheckId(check),
                    failover("SECONDARY", "2"));
            spread();
            await(() -> answers("db.example.com."), List.of("192.0.2.1"));
            aws.faults().lose(new Place("us-east-1", Optional.empty()));

            assertThatThrownBy(() -> change("CREATE", a("x.example.com", "192.0.2.1")))
                    .isInstanceOf(SdkClientException.class);
            aws.clock().run(60);
            north.status = 503;
            await(() -> answers("db.example.com."), List.of("192.0.2.2"));
        }
    }

    @Test
    void invertedAndDisabledChecksForceAStatus() throws Exception {
        try (Site north = new Site()) {
            String check = check("north", north.port());
            change(
                    "CREATE",
                    failover("PRIMARY", "1").healthCheckId(check),
                    failover("SECONDARY", "2"));
            spread();
            await(() -> answers("db.example.com."), List.of("192.0.2.1"));

            route53.updateHealthCheck(it -> it.healthCheckId(check).inverted(true));
            await(() -> answers("db.example.com."), List.of("192.0.2.2"));
            route53.updateHealthCheck(it -> it.healthCheckId(check).disabled(true));
            assertThat(answers("db.example.com.")).containsExactly("192.0.2.2");
            route53.updateHealthCheck(it -> it.healthCheckId(check).inverted(false));
            assertThat(answers("db.example.com.")).containsExactly("192.0.2.1");
            assertThatThrownBy(() ->
                            route53.updateHealthCheck(
                                    it -> it.healthCheckId(check).healthCheckVersion(1L).port(1)))
                    .isInstanceOfSatisfying(
                            HealthCheckVersionMismatchException.class,
                            e -> assertThat(e.statusCode()).isEqualTo(409));
        }
    }

    @Test
    void aCheckIsMadeOnce() {
        String id = check("ref", 8080);

        assertThat(check("ref", 8080)).isEqualTo(id);
        assertThatThrownBy(() -> check("ref", 8081))
                .isInstanceOf(HealthCheckAlreadyExistsException.class);
        route53.deleteHealthCheck(it -> it.healthCheckId(id));
        assertThatThrownBy(() -> status(id)).isInstanceOf(NoSuchHealthCheckException.class);
    }

    @Test
    void weightsAliasesWildcardsAndChainsAreFollowed() throws Exception {
        change(
                "CREATE",
                a("w.example.com", "192.0.2.1").setIdentifier("a").weight(1L),
                a("w.example.com", "192.0.2.2").setIdentifier("b").weight(1L),
                a("w.example.com", "192.0.2.3").setIdentifier("c").weight(0L),
                a("*.any.example.com", "192.0.2.7"),
                a("chain.example.com", "target.any.example.com").type("CNAME"),
                ResourceRecordSet.builder()
                        .name("example.com")
                        .type("A")
                        .aliasTarget(it ->
                                it.hostedZoneId(zone)
                                        .dnsName("chain2.any.example.com")
                                        .evaluateTargetHealth(true)),
                a("chain2.any.example.com", "192.0.2.8"));
        spread();
        await(() -> answers("example.com."), List.of("192.0.2.8"));

        Set<String> weighted = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            weighted.addAll(answers("w.example.com."));
        }
        assertThat(weighted).containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(answers("one.two.any.example.com.")).containsExactly("192.0.2.7");
        assertThat(answers("chain.example.com."))
                .containsExactly("192.0.2.7", "target.any.example.com.");
        refused(
                "was not found in the target zone",
                "CREATE",
                ResourceRecordSet.builder()
                        .name("alias.example.com")
                        .type("A")
                        .aliasTarget(it ->
                                it.hostedZoneId(zone)
                                        .dnsName("none.example.com")
                                        .evaluateTargetHealth(false)));
        assertThat(
                        route53.testDNSAnswer(it ->
                                        it.hostedZoneId(zone)
                                                .recordName("example.com")
                                                .recordType("A"))
                                .recordData())
                .containsExactly("192.0.2.8");
    }

    @Test
    void whatDoesNotFitIntoAPacketComesOverTcp() throws Exception {
        String[] many = new String[120];
        for (int i = 0; i < many.length; i++) {
            many[i] = "192.0.2." + i;
        }
        change("CREATE", a("many.example.com", many));
        spread();
        await(() -> ask("many.example.com.", Type.A, true).getSection(Section.ANSWER).size(), 120);

        SimpleResolver resolver = new SimpleResolver(aws.nameServer());
        resolver.setIgnoreTruncation(true);
        resolver.setTimeout(LONG);
        Name name = Name.fromString("many.example.com.");
        Message cut = resolver.send(Message.newQuery(Record.newRecord(name, Type.A, DClass.IN)));
        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
    }
}
