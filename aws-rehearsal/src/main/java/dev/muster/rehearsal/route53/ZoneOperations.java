package dev.muster.rehearsal.route53;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.Ids;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.DelegationSet;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameResponse;
import software.amazon.awssdk.services.route53.model.ListHostedZonesRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/// Zones that come and go.
final class ZoneOperations {
    private static final List<String> SERVERS =
            List.of(
                    "ns-1.rehearsal.test",
                    "ns-2.rehearsal.test",
                    "ns-3.rehearsal.test",
                    "ns-4.rehearsal.test");
    private static final int MOST = 100;

    private final Zones zones;

    ZoneOperations(Zones zones) {
        this.zones = zones;
    }

    void addTo(Operations operations) {
        operations
                .on(
                        CreateHostedZoneRequest.class,
                        this::create,
                        "Name",
                        "CallerReference",
                        "HostedZoneConfig")
                .on(GetHostedZoneRequest.class, this::get, "Id")
                .on(DeleteHostedZoneRequest.class, this::delete, "Id")
                .on(ListHostedZonesRequest.class, this::list, "Marker", "MaxItems")
                .on(
                        ListHostedZonesByNameRequest.class,
                        this::listByName,
                        "DNSName",
                        "HostedZoneId",
                        "MaxItems");
    }

    private Reply create(CreateHostedZoneRequest request, Call call) {
        if (request.name() == null || request.callerReference() == null) {
            throw Refusal.of(400, "InvalidInput", "a zone has a name and a caller reference");
        }
        boolean isPrivate =
                request.hostedZoneConfig() != null
                        && Boolean.TRUE.equals(request.hostedZoneConfig().privateZone());
        if (isPrivate) {
            throw Refusal.notThere("private zone");
        }
        String name = Names.absolute(request.name());
        Names.check(name);
        String comment =
                Optional.ofNullable(request.hostedZoneConfig()).map(it -> it.comment()).orElse("");
        return zones.alone(() -> {
            if (zones.ofReference(call.account().id(), request.callerReference()) != null) {
                throw Refusal.of(
                        409,
                        "HostedZoneAlreadyExists",
                        "A hosted zone has already been created with the specified caller reference.");
            }
            Zone zone =
                    new Zone(
                            "Z" + Ids.capitals(10),
                            call.account().id(),
                            name,
                            request.callerReference(),
                            comment,
                            1);
            Submitted change = zones.add(zone, first(name));
            return Reply.of(
                    201,
                    CreateHostedZoneResponse.builder()
                            .hostedZone(shown(zone))
                            .changeInfo(zones.shown(change))
                            .delegationSet(delegation())
                            .location(
                                    "https://route53.amazonaws.com/2013-04-01/hostedzone/"
                                            + zone.id())
                            .build());
        });
    }

    private static DelegationSet delegation() {
        return DelegationSet.builder().nameServers(SERVERS).build();
    }

    private static List<ResourceRecordSet> first(String name) {
        List<ResourceRecord> servers =
                SERVERS.stream()
                        .map(it -> ResourceRecord.builder().value(it + ".").build())
                        .toList();
        ResourceRecord authority =
                ResourceRecord.builder()
                        .value(
                                SERVERS.getFirst()
                                        + ". hostmaster.rehearsal.test. 1 7200 900 1209600 86400")
                        .build();
        return List.of(
                ResourceRecordSet.builder()
                        .name(name)
                        .type("NS")
                        .ttl(172_800L)
                        .resourceRecords(servers)
                        .build(),
                ResourceRecordSet.builder()
                        .name(name)
                        .type("SOA")
                        .ttl(900L)
                        .resourceRecords(authority)
                        .build());
    }

    private HostedZone shown(Zone zone) {
        return HostedZone.builder()
                .id("/hostedzone/" + zone.id())
                .name(zone.name())
                .callerReference(zone.reference())
                .config(it ->
                        it.privateZone(false)
                                .comment(zone.comment().isEmpty() ? null : zone.comment()))
                .resourceRecordSetCount((long) zones.records(zone).size())
                .build();
    }

    private Reply get(GetHostedZoneRequest request, Call call) {
        Zone zone = zones.get(request.id(), call.account());
        return Reply.of(
                GetHostedZoneResponse.builder()
                        .hostedZone(shown(zone))
                        .delegationSet(delegation())
                        .build());
    }

    private Reply delete(DeleteHostedZoneRequest request, Call call) {
        return zones.alone(() -> {
            Zone zone = zones.get(request.id(), call.account());
            boolean empty =
                    zones.records(zone).stream()
                            .allMatch(it ->
                                    it.name().equals(zone.name())
                                            && Set.of("NS", "SOA").contains(it.typeAsString()));
            if (!empty) {
                throw Refusal.of(
                        400,
                        "HostedZoneNotEmpty",
                        "The specified hosted zone contains non-required resource record sets and so cannot be deleted.");
            }
            Submitted change = zones.remove(zone);
            return Reply.of(
                    DeleteHostedZoneResponse.builder().changeInfo(zones.shown(change)).build());
        });
    }

    static int most(@Nullable String asked, int otherwise) {
        if (asked == null) {
            return otherwise;
        }
        if (!asked.matches("\\d{1,4}") || asked.equals("0")) {
            throw Refusal.of(400, "InvalidInput", "MaxItems is a number from 1 up");
        }
        return Math.min(otherwise, Integer.parseInt(asked));
    }

    private List<Zone> own(Call call) {
        return zones.all().stream().filter(it -> it.account().equals(call.account().id())).toList();
    }

    private Reply list(ListHostedZonesRequest request, Call call) {
        int most = most(request.maxItems(), MOST);
        List<Zone> all =
                own(call).stream()
                        .filter(it ->
                                request.marker() == null
                                        || it.id().compareTo(request.marker()) >= 0)
                        .toList();
        boolean truncated = all.size() > most;
        return Reply.of(
                ListHostedZonesResponse.builder()
                        .hostedZones(all.stream().limit(most).map(this::shown).toList())
                        .marker(request.marker())
                        .isTruncated(truncated)
                        .nextMarker(truncated ? all.get(most).id() : null)
                        .maxItems(Integer.toString(most))
                        .build());
    }

    private static String order(Zone zone) {
        return Names.reversed(zone.name()) + "\t" + zone.id();
    }

    private Reply listByName(ListHostedZonesByNameRequest request, Call call) {
        int most = most(request.maxItems(), MOST);
        String from =
                request.dnsName() == null
                        ? ""
                        : Names.reversed(Names.absolute(request.dnsName()))
                                + "\t"
                                + Optional.ofNullable(request.hostedZoneId())
                                        .orElse("")
                                        .replaceFirst("^/?hostedzone/", "");
        List<Zone> all =
                own(call).stream()
                        .filter(it -> order(it).compareTo(from) >= 0)
                        .sorted(Comparator.comparing(ZoneOperations::order))
                        .toList();
        boolean truncated = all.size() > most;
        return Reply.of(
                ListHostedZonesByNameResponse.builder()
                        .hostedZones(all.stream().limit(most).map(this::shown).toList())
                        .dnsName(request.dnsName())
                        .hostedZoneId(request.hostedZoneId())
                        .isTruncated(truncated)
                        .nextDNSName(truncated ? all.get(most).name() : null)
                        .nextHostedZoneId(truncated ? all.get(most).id() : null)
                        .maxItems(Integer.toString(most))
                        .build());
    }
}
