package dev.muster.rehearsal.route53;

import dev.muster.rehearsal.wire.Json;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.Shelf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/// What AWS refuses of a batch of changes: all of it, where one of them cannot be.
final class Batches {
    private static final Set<String> TYPES =
            Set.of("A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SPF", "SRV", "TXT");
    private static final int MOST = 1000;
    private static final long LONGEST_TTL = 2_147_483_647L;

    private final Zone zone;
    private final Shelf<Check> checks;
    private final Map<String, ResourceRecordSet> records = new LinkedHashMap<>();
    private final List<Zones.Step> steps = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    Batches(Zone zone, List<ResourceRecordSet> there, Shelf<Check> checks) {
        this.zone = zone;
        this.checks = checks;
        there.forEach(it -> records.put(StoredRecord.key(zone.id(), it), it));
    }

    /// The steps of a batch, if all of it can be.
    List<Zones.Step> steps(List<Change> changes) {
        if (changes.isEmpty() || changes.size() > MOST) {
            throw refused(List.of("a batch has between 1 and 1000 changes"));
        }
        for (Change change : changes) {
            ResourceRecordSet set = normal(change.resourceRecordSet());
            int before = wrong.size();
            checkShape(set);
            if (wrong.size() == before) {
                apply(change.actionAsString(), set);
            }
        }
        if (wrong.isEmpty()) {
            checkTogether();
        }
        if (!wrong.isEmpty()) {
            throw refused(wrong);
        }
        return steps;
    }

    private static RuntimeException refused(List<String> why) {
        return Refusal.of(400, "InvalidChangeBatch", "[" + String.join(", ", why) + "]");
    }

    private static ResourceRecordSet normal(ResourceRecordSet set) {
        if (set == null || set.name() == null || set.typeAsString() == null) {
            throw Refusal.of(400, "InvalidInput", "a record set has a name and a type");
        }
        ResourceRecordSet.Builder normal = set.toBuilder().name(Names.absolute(set.name()));
        if (set.aliasTarget() != null) {
            normal.aliasTarget(it ->
                    it.hostedZoneId(Zones.bare(set.aliasTarget().hostedZoneId()))
                            .dnsName(Names.absolute(set.aliasTarget().dnsName()))
                            .evaluateTargetHealth(
                                    Boolean.TRUE.equals(set.aliasTarget().evaluateTargetHealth())));
        }
        return normal.build();
    }

    private void checkShape(ResourceRecordSet set) {
        Names.check(set.name());
        if (set.geoLocation() != null
                || set.geoProximityLocation() != null
                || set.cidrRoutingConfig() != null
                || set.trafficPolicyInstanceId() != null
                || set.region() != null
                || set.multiValueAnswer() != null) {
            throw Refusal.notThere(
                    "routing but simple, weighted and failover (latency, geography, multivalue)");
        }
        if (!TYPES.contains(set.typeAsString())) {
            throw Refusal.notThere("record type " + set.typeAsString());
        }
        checkPlace(set);
        checkValues(set);
        checkPolicy(set);
    }

    private void checkPlace(ResourceRecordSet set) {
        if (!Names.isWithin(set.name(), zone.name())) {
            wrong.add(
                    "RRSet with DNS name %s is not permitted in zone %s"
                            .formatted(set.name(), zone.name()));
        }
        if (set.typeAsString().equals("CNAME") && set.name().equals(zone.name())) {
            wrong.add(
                    "RRSet of type CNAME with DNS name %s is not permitted at apex in zone %s"
                            .formatted(set.name(), zone.name()));
        }
    }

    private void checkValues(ResourceRecordSet set) {
        boolean alias = set.aliasTarget() != null;
        if (alias && (set.ttl() != null || set.hasResourceRecords())) {
            wrong.add("an alias has neither TTL nor records: " + set.name());
        }
        if (alias) {
            if (!zone.id().equals(set.aliasTarget().hostedZoneId())) {
                throw Refusal.notThere("alias to anything but a record of the same zone");
            }
            return;
        }
        if (!set.hasResourceRecords() || set.resourceRecords().isEmpty() || set.ttl() == null) {
            wrong.add("a record set has a TTL and records, or is an alias: " + set.name());
            return;
        }
        if (set.ttl() < 0 || set.ttl() > LONGEST_TTL) {
            wrong.add("the TTL of %s is not between 0 and 2147483647".formatted(set.name()));
        }
        boolean single = set.typeAsString().equals("CNAME");
        if (single && set.resourceRecords().size() > 1) {
            wrong.add("a CNAME has one record: " + set.name());
        }
        set.resourceRecords()
                .forEach(it -> {
                    if (!Messages.isValid(set.typeAsString(), it.value())) {
                        wrong.add(
                                "Invalid Resource Record: '%s' is no value of type %s"
                                        .formatted(it.value(), set.typeAsString()));
                    }
                });
    }

    private void checkPolicy(ResourceRecordSet set) {
        boolean weighted = set.weight() != null;
        boolean failover = set.failoverAsString() != null;
        boolean named = set.setIdentifier() != null;
        if (weighted && failover) {
            wrong.add("a record set is weighted or failover, not both: " + set.name());
        }
        if (named != (weighted || failover)) {
            wrong.add(
                    "a set identifier belongs to weighted and failover records, and only to them: "
                            + set.name());
        }
        if (weighted && (set.weight() < 0 || set.weight() > 255)) {
            wrong.add("the weight of %s is not between 0 and 255".formatted(set.name()));
        }
        if (set.healthCheckId() != null && checks.get(set.healthCheckId()) == null) {
            wrong.add("health check " + set.healthCheckId() + " does not exist");
        }
    }

    private void apply(String action, ResourceRecordSet set) {
        String key = StoredRecord.key(zone.id(), set);
        ResourceRecordSet there = records.get(key);
        String what =
                "[name='%s', type='%s'%s]"
                        .formatted(
                                set.name(),
                                set.typeAsString(),
                                set.setIdentifier() == null
                                        ? ""
                                        : ", set identifier='" + set.setIdentifier() + "'");
        switch (action) {
            case "CREATE" -> {
                if (there != null) {
                    wrong.add(
                            "Tried to create resource record set %s but it already exists"
                                    .formatted(what));
                }
                put(key, set);
            }
            case "UPSERT" -> put(key, set);
            case "DELETE" -> delete(key, there, set, what);
            default -> throw Refusal.of(400, "InvalidInput", "no action '" + action + "'");
        }
    }

    private void put(String key, ResourceRecordSet set) {
        records.put(key, set);
        steps.add(new Zones.Step(key, Optional.of(set)));
    }

    private void delete(
            String key, @Nullable ResourceRecordSet there, ResourceRecordSet set, String what) {
        boolean ofZone =
                set.name().equals(zone.name()) && Set.of("NS", "SOA").contains(set.typeAsString());
        if (ofZone) {
            wrong.add("A HostedZone must contain its %s record".formatted(set.typeAsString()));
        } else if (there == null) {
            wrong.add(
                    "Tried to delete resource record set %s but it was not found".formatted(what));
        } else if (!Json.text(there).equals(Json.text(set))) {
            wrong.add(
                    "Tried to delete resource record set %s but the values provided do not match the current values"
                            .formatted(what));
        }
        records.remove(key);
        steps.add(new Zones.Step(key, Optional.empty()));
    }

    /// What records of one name and type may not be beside each other.
    private void checkTogether() {
        Map<String, List<ResourceRecordSet>> groups = new LinkedHashMap<>();
        Map<String, Set<String>> types = new LinkedHashMap<>();
        for (ResourceRecordSet set : records.values()) {
            groups.computeIfAbsent(set.name() + " " + set.typeAsString(), it -> new ArrayList<>())
                    .add(set);
            types.computeIfAbsent(set.name(), it -> new TreeSet<>()).add(set.typeAsString());
        }
        types.forEach((name, all) -> {
            if (all.contains("CNAME") && all.size() > 1) {
                wrong.add(
                        "RRSet of type CNAME with DNS name %s is not permitted as it conflicts with other records with the same DNS name"
                                .formatted(name));
            }
        });
        groups.forEach(this::checkGroup);
        records.values().stream()
                .filter(it -> it.aliasTarget() != null)
                .filter(it ->
                        !groups.containsKey(it.aliasTarget().dnsName() + " " + it.typeAsString()))
                .forEach(it ->
                        wrong.add(
                                "Tried to create an alias that targets %s, type %s in zone %s, but the alias target name was not found in the target zone"
                                        .formatted(
                                                it.aliasTarget().dnsName(),
                                                it.typeAsString(),
                                                zone.id())));
    }

    private void checkGroup(String what, List<ResourceRecordSet> group) {
        long policies = group.stream().map(Batches::policy).distinct().count();
        if (policies > 1) {
            wrong.add(
                    "RRSet %s has records of different routing policies, which cannot be mixed"
                            .formatted(what));
        }
        for (String side : List.of("PRIMARY", "SECONDARY")) {
            if (group.stream().filter(it -> side.equals(it.failoverAsString())).count() > 1) {
                wrong.add("RRSet %s has more than one %s".formatted(what, side));
            }
        }
    }

    private static String policy(ResourceRecordSet set) {
        return set.weight() != null
                ? "weighted"
                : set.failoverAsString() != null ? "failover" : "simple";
    }
}
