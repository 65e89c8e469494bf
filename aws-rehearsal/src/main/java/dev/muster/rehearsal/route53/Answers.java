package dev.muster.rehearsal.route53;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/// What a name stands for now: by policy, and by health.
final class Answers {
    private static final int LONGEST_CHAIN = 8;

    private final Zones zones;
    private final Health health;

    Answers(Zones zones, Health health) {
        this.zones = zones;
        this.health = health;
    }

    /// @param code of the response, as DNS has it
    /// @param authority the start of authority, where there is no answer
    record Answer(int code, List<Record> records, List<Record> authority) {}

    Answer answer(Name name, int type) {
        return answer(name, type, 0);
    }

    private Answer answer(Name name, int type, int depth) {
        String text = Names.absolute(name.toString(true).toLowerCase(Locale.ROOT));
        Optional<Zone> zone =
                zones.all().stream()
                        .filter(it -> Names.isWithin(text, it.name()))
                        .max(Comparator.comparingInt(it -> it.name().length()));
        if (zone.isEmpty() || depth > LONGEST_CHAIN) {
            return new Answer(Rcode.REFUSED, List.of(), List.of());
        }
        List<ResourceRecordSet> all = zones.served(zone.get());
        List<ResourceRecordSet> named = named(all, text, zone.get());
        List<ResourceRecordSet> fitting = of(named, type);
        if (fitting.isEmpty() && type != Type.CNAME) {
            List<ResourceRecordSet> aliases = of(named, Type.CNAME);
            if (!aliases.isEmpty()) {
                return follow(name, type, chosen(all, aliases), depth);
            }
        }
        if (fitting.isEmpty()) {
            boolean exists =
                    !named.isEmpty()
                            || all.stream().anyMatch(it -> Names.isWithin(it.name(), text));
            return new Answer(
                    exists ? Rcode.NOERROR : Rcode.NXDOMAIN, List.of(), authority(zone.get(), all));
        }
        return new Answer(
                Rcode.NOERROR, Messages.records(name, resolved(all, fitting, 0)), List.of());
    }

    private static List<Record> authority(Zone zone, List<ResourceRecordSet> all) {
        return all.stream()
                .filter(it -> it.name().equals(zone.name()) && it.typeAsString().equals("SOA"))
                .flatMap(it -> Messages.records(Messages.name(zone.name()), it).stream())
                .toList();
    }

    private Answer follow(Name name, int type, ResourceRecordSet set, int depth) {
        List<Record> records = new ArrayList<>(Messages.records(name, set));
        if (records.getFirst() instanceof CNAMERecord alias) {
            Answer rest = answer(alias.getTarget(), type, depth + 1);
            records.addAll(rest.records());
            // what lies outside is for the resolver to ask
            if (rest.code() != Rcode.REFUSED) {
                return new Answer(rest.code(), records, rest.authority());
            }
        }
        return new Answer(Rcode.NOERROR, records, List.of());
    }

    /// The sets of a name; those of a wildcard above it where the name itself is not there.
    private static List<ResourceRecordSet> named(
            List<ResourceRecordSet> all, String name, Zone zone) {
        String asked = name;
        while (true) {
            String current = asked;
            List<ResourceRecordSet> found =
                    all.stream().filter(it -> it.name().equals(current)).toList();
            boolean exists = all.stream().anyMatch(it -> Names.isWithin(it.name(), current));
            if (!found.isEmpty() || exists || current.equals(zone.name())) {
                return current.equals(name) ? found : List.of();
            }
            String star = Names.wildcard(current);
            List<ResourceRecordSet> wild =
                    all.stream().filter(it -> it.name().equals(star)).toList();
            if (!wild.isEmpty()) {
                return wild;
            }
            asked = Names.parent(current);
        }
    }

    private static List<ResourceRecordSet> of(List<ResourceRecordSet> sets, int type) {
        String name = Type.string(type);
        return sets.stream().filter(it -> it.typeAsString().equals(name)).toList();
    }

    /// The set that is answered, with an alias replaced by what it stands for.
    private ResourceRecordSet resolved(
            List<ResourceRecordSet> all, List<ResourceRecordSet> group, int depth) {
        ResourceRecordSet set = chosen(all, group);
        if (set.aliasTarget() == null || depth > LONGEST_CHAIN) {
            return set;
        }
        List<ResourceRecordSet> target = target(all, set);
        return target.isEmpty() ? set : resolved(all, target, depth + 1);
    }

    private static List<ResourceRecordSet> target(
            List<ResourceRecordSet> all, ResourceRecordSet alias) {
        return all.stream()
                .filter(it -> it.name().equals(alias.aliasTarget().dnsName()))
                .filter(it -> it.typeAsString().equals(alias.typeAsString()))
                .toList();
    }

    private ResourceRecordSet chosen(List<ResourceRecordSet> all, List<ResourceRecordSet> group) {
        if (group.getFirst().failoverAsString() != null) {
            return failover(all, group);
        }
        return group.getFirst().weight() != null ? weighted(all, group) : group.getFirst();
    }

    /// The secondary only where it may answer and the primary may not: a primary is answered rather
    /// than a secondary that is as bad.
    private ResourceRecordSet failover(List<ResourceRecordSet> all, List<ResourceRecordSet> group) {
        ResourceRecordSet primary = side(group, "PRIMARY");
        ResourceRecordSet secondary = side(group, "SECONDARY");
        if (primary == null || secondary == null) {
            return group.getFirst();
        }
        boolean fails = !isEligible(all, primary, 0) && isEligible(all, secondary, 0);
        return fails ? secondary : primary;
    }

    private static @Nullable ResourceRecordSet side(List<ResourceRecordSet> group, String side) {
        return group.stream()
                .filter(it -> side.equals(it.failoverAsString()))
                .findAny()
                .orElse(null);
    }

    private ResourceRecordSet weighted(List<ResourceRecordSet> all, List<ResourceRecordSet> group) {
        List<ResourceRecordSet> healthy =
                group.stream().filter(it -> isEligible(all, it, 0)).toList();
        // where all are unhealthy, all count as healthy
        List<ResourceRecordSet> eligible = healthy.isEmpty() ? group : healthy;
        long sum = eligible.stream().mapToLong(ResourceRecordSet::weight).sum();
        if (sum == 0) {
            return eligible.get(ThreadLocalRandom.current().nextInt(eligible.size()));
        }
        long left = ThreadLocalRandom.current().nextLong(sum);
        for (ResourceRecordSet each : eligible) {
            left -= each.weight();
            if (left < 0) {
                return each;
            }
        }
        return eligible.getLast();
    }

    private boolean isEligible(List<ResourceRecordSet> all, ResourceRecordSet set, int depth) {
        if (!health.isHealthy(set.healthCheckId())) {
            return false;
        }
        boolean looksFurther =
                set.aliasTarget() != null
                        && Boolean.TRUE.equals(set.aliasTarget().evaluateTargetHealth())
                        && depth < LONGEST_CHAIN;
        return !looksFurther
                || target(all, set).stream().anyMatch(it -> isEligible(all, it, depth + 1));
    }
}
