package dev.muster.strategy.read;

import dev.muster.kind.Retention;
import dev.muster.model.ErrorCode;
import dev.muster.model.ProbeId;
import dev.muster.strategy.Alerts;
import dev.muster.strategy.Probe;
import dev.muster.strategy.shape.StrategyText;
import dev.muster.strategy.shape.StrategyText.ApprovalText;
import dev.muster.strategy.shape.StrategyText.ComponentText;
import dev.muster.strategy.shape.StrategyText.LimitText;
import dev.muster.strategy.shape.StrategyText.LossText;
import dev.muster.strategy.shape.StrategyText.ScenarioText;
import dev.muster.strategy.shape.StrategyText.TriggerText;
import dev.muster.strategy.text.Node.Mapping;
import dev.muster.strategy.text.StrategyErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What values must keep beyond their form.
final class Rules {
    /// Steps are named after their component: `NAME-confirm` must still be a name.
    private static final int LONGEST_COMPONENT = 50;

    private final Map<ProbeId, Probe> probes = new HashMap<>();
    private final List<Trigger> triggers = new ArrayList<>();

    private final List<Limit> limits = new ArrayList<>();

    private record Limit(String kind, Path path) {}

    private record Trigger(TriggerText text, Path path) {}

    /// Reports what is wrong with a record, if anything is.
    void check(Record made, Mapping node, Path path, Report report) {
        switch (made) {
            case StrategyText strategy -> {
                sections(strategy, node, path, report);
                limits(strategy, report);
            }
            case LossText loss -> loss(loss, path, report);
            case ScenarioText scenario -> scenario(scenario, node, path, report);
            case LimitText limit -> limit(limit, node, path, report);
            case ApprovalText approval -> approval(approval, node, path, report);
            case TriggerText trigger -> trigger(trigger, node, path, report);
            case Probe probe -> probe(probe, node, path, report);
            case ComponentText component -> component(component, path, report);
            case Retention keep -> retention(keep, path, report);
            case Alerts.Heartbeat heartbeat ->
                    positive(report, key(node, "every", path), heartbeat.every());
            case Alerts.MailServer mail -> mail(mail, node, path, report);
            default -> {}
        }
    }

    private static void sections(StrategyText strategy, Mapping node, Path path, Report report) {
        if (strategy.regions().isEmpty()) {
            contradiction(
                    report,
                    key(node, "regions", path),
                    "a strategy has at least one region",
                    "write for example regions: { north: { provider: local } }");
        }
        if (strategy.components().isEmpty()) {
            contradiction(
                    report,
                    key(node, "components", path),
                    "a strategy has at least one component",
                    "'muster init' writes a first one");
        }
    }

    private static void loss(LossText loss, Path path, Report report) {
        if (loss.region().isPresent() == loss.component().isPresent()) {
            contradiction(
                    report,
                    path,
                    path.noun() + " must name either a region or a component",
                    "write for example lose: { region: NAME }");
        }
    }

    private void limit(LimitText limit, Mapping node, Path path, Report report) {
        atLeastOne(report, key(node, "max", path), limit.max());
        limits.add(new Limit(limit.kind().value(), key(node, "kind", path)));
    }

    /// A limit of a kind that no component has would hold nothing back, in silence.
    private void limits(StrategyText strategy, Report report) {
        List<String> kinds =
                strategy.components().values().stream()
                        .map(component -> component.kind().value())
                        .distinct()
                        .sorted()
                        .toList();
        for (Limit limit : limits) {
            if (!kinds.contains(limit.kind())) {
                contradiction(
                        report,
                        limit.path(),
                        "no component is of kind '" + limit.kind() + "'",
                        "one of: " + String.join(", ", kinds));
            }
        }
    }

    private static void atLeastOne(Report report, Path path, int number) {
        if (number < 1) {
            contradiction(
                    report,
                    path,
                    path.key() + " is at least 1, not " + number,
                    "write " + path.key() + ": 1");
        }
    }

    private static void scenario(ScenarioText scenario, Mapping node, Path path, Report report) {
        atLeastOne(report, key(node, "max-in-flight", path), scenario.maxInFlight());
        if (scenario.lose().region().isPresent() && scenario.recoverIn().isEmpty()) {
            report.add(
                    StrategyErrors.MISSING_KEY,
                    path.place(),
                    path.noun() + " loses a region and must say where the system comes back",
                    "add recover-in: [ REGION ]");
        }
    }

    private static void approval(ApprovalText approval, Mapping node, Path path, Report report) {
        if (approval.by().isEmpty()) {
            contradiction(
                    report,
                    key(node, "by", path),
                    path.noun() + " names nobody who signs",
                    "add by: [ CONTACT ]");
        }
        if (approval.of() < 1) {
            contradiction(
                    report,
                    key(node, "of", path),
                    "of is at least 1, not " + approval.of(),
                    "write of: 1");
        }
        positive(report, key(node, "within", path), approval.within());
    }

    private void trigger(TriggerText trigger, Mapping node, Path path, Report report) {
        if (trigger.when().isEmpty()) {
            contradiction(
                    report,
                    key(node, "when", path),
                    path.noun() + " names no probe",
                    "add when: [ PROBE ]");
        }
        if (trigger.agree() < 1) {
            contradiction(
                    report,
                    key(node, "agree", path),
                    "agree is at least 1, not " + trigger.agree(),
                    "write agree: 1");
        }
        triggers.add(new Trigger(trigger, key(node, "agree", path)));
    }

    private void probe(Probe probe, Mapping node, Path path, Report report) {
        if (probe.from().isEmpty()) {
            contradiction(
                    report,
                    key(node, "from", path),
                    path.noun() + " is asked from nowhere",
                    "add from: [ REGION ]");
        }
        positive(report, key(node, "every", path), probe.every());
        positive(report, key(node, "timeout", path), probe.timeout());
        probes.put(probe.id(), probe);
    }

    private static void positive(Report report, Path path, Duration value) {
        if (!value.isPositive()) {
            contradiction(
                    report,
                    path,
                    path.noun() + " must be more than nothing",
                    "write for example " + path.key() + ": 5s");
        }
    }

    /// A key of a mapping, or the mapping's own where the key is left out.
    private static Path key(Mapping node, String key, Path path) {
        return path.with(
                key, node.entry(key).map(entry -> entry.key().place()).orElse(path.place()));
    }

    private static void component(ComponentText component, Path path, Report report) {
        int length = component.id().value().length();
        if (length > LONGEST_COMPONENT) {
            report.add(
                    StrategyErrors.BAD_NAME,
                    path.place(),
                    "the component's name has "
                            + length
                            + " characters, the limit is "
                            + LONGEST_COMPONENT,
                    "steps are named after it; take a shorter one");
        }
    }

    private static void retention(Retention keep, Path path, Report report) {
        List<Integer> counts =
                List.of(keep.last(), keep.days(), keep.weeks(), keep.months(), keep.years());
        if (counts.stream().anyMatch(count -> count < 0)) {
            contradiction(report, path, path.noun() + " has a negative number", "");
        } else if (keep.within().isEmpty() && counts.stream().allMatch(count -> count == 0)) {
            contradiction(
                    report,
                    path,
                    path.noun() + " keeps nothing",
                    "write for example keep: { within: 7d, weeks: 4 }, or leave keep out");
        }
    }

    private static void mail(Alerts.MailServer mail, Mapping node, Path path, Report report) {
        if (mail.port() < 1 || mail.port() > 65_535) {
            contradiction(
                    report,
                    key(node, "port", path),
                    "a port is a number from 1 to 65535, not " + mail.port(),
                    "write for example port: 587");
        }
        if (mail.user().isPresent() != mail.password().isPresent()) {
            contradiction(
                    report,
                    path,
                    path.noun() + " needs both user and password, or neither",
                    "write for example password: \"${env:MAIL_PASSWORD}\"");
        }
    }

    /// What needs several records.
    void checkTogether(Report report) {
        for (Trigger trigger : triggers) {
            for (ProbeId id : trigger.text().when()) {
                Probe probe = probes.get(id);
                if (probe != null
                        && probe.from().stream().distinct().count() < trigger.text().agree()) {
                    contradiction(
                            report,
                            trigger.path(),
                            "agree: "
                                    + trigger.text().agree()
                                    + " asks for more places than probe '"
                                    + id
                                    + "' is asked from ("
                                    + probe.from().size()
                                    + ")",
                            "add places to 'from' of the probe, or lower agree");
                }
            }
        }
        recoversInLost(report);
    }

    private static void recoversInLost(Report report) {
        Map<String, String> lost = new HashMap<>();
        for (Mention mention : report.mentions()) {
            if (mention.isAt("scenarios", "*", "lose", "region")) {
                lost.put(mention.path().get(1), mention.name());
            }
        }
        for (Mention mention : report.mentions()) {
            if (mention.isAt("scenarios", "*", "recover-in", "*")
                    && mention.name().equals(lost.get(mention.path().get(1)))) {
                report.add(
                        StrategyErrors.RECOVERS_IN_LOST,
                        mention.place(),
                        "scenario '"
                                + mention.path().get(1)
                                + "' loses region '"
                                + mention.name()
                                + "' and cannot recover there",
                        "name another region");
            }
        }
    }

    private static void contradiction(Report report, Path path, String message, String hint) {
        ErrorCode code = StrategyErrors.CONTRADICTION;
        report.add(code, path.place(), message, hint);
    }
}
