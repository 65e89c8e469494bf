package dev.muster.strategy.shape;

import dev.muster.kind.CronText;
import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.kind.Protection;
import dev.muster.kind.Recovery;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.DrillId;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.model.VaultId;
import dev.muster.model.VaultUrl;
import dev.muster.strategy.AlertKind;
import dev.muster.strategy.Alerts;
import dev.muster.strategy.Contact;
import dev.muster.strategy.Drill;
import dev.muster.strategy.Probe;
import dev.muster.strategy.Region;
import dev.muster.strategy.Scenario.Reaction;
import dev.muster.strategy.VaultPlace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The strategy file, key by key, as it is written.
public record StrategyText(
        @Doc("The name of the system; it names folders and metrics.") SystemName strategy,
        @Doc("Objectives that several components share.") @Default("{}")
                Map<TierId, TierText> tiers,
        @Doc("The failure domains that can be lost as a whole.") Map<RegionId, Region> regions,
        @Doc("Where backups and captured logs are kept.") @Default("{}")
                Map<VaultId, VaultText> vaults,
        @Doc("People and rotas.") @Default("{}") Map<ContactId, Contact> contacts,
        @Doc("The parts of the system.") Map<ComponentId, ComponentText> components,
        @Doc("What can be lost, and where recovery happens.") @Default("{}")
                Map<ScenarioId, ScenarioText> scenarios,
        @Doc("Questions asked from outside, again and again.") @Default("{}")
                Map<ProbeId, Probe> probes,
        @Doc("Rehearsals.") @Default("{}") Map<DrillId, DrillText> drills,
        @Doc("Who is told of what; `muster serve` tells them.") @Default("{}")
                Map<AlertKind, List<ContactId>> alerts,
        @Doc("The server that takes the mail of alerts.") Optional<Alerts.MailServer> mail,
        @Doc("A sign of life, for a service that raises the alarm when it does not come.")
                Optional<Alerts.Heartbeat> heartbeat) {

    /// @param id its name
    public record TierText(
            TierId id,
            @Doc("How much may be lost, as time before the loss.") Optional<Duration> rpo,
            @Doc("How long it may be down.") Optional<Duration> rto) {}

    /// @param id its name
    public record VaultText(
            VaultId id,
            @Doc("Its own place.") VaultUrl url,
            @Doc("The region where that is.") RegionId region,
            @Doc("Credentials for a bucket; without them, those the AWS command line has.")
                    Optional<VaultPlace.Credentials> credentials,
            @Doc("Its copies; at least one should be in another region.") @Default("[]")
                    List<CopyText> copies) {}

    /// One copy of a vault.
    public record CopyText(
            @Doc("Its place.") VaultUrl url,
            @Doc("The region where that is.") RegionId region,
            @Doc("Credentials for a bucket; without them, those the AWS command line has.")
                    Optional<VaultPlace.Credentials> credentials) {}

    /// The keys that every component has; those of its kind stand beside them.
    ///
    /// @param id its name
    public record ComponentText(
            ComponentId id,
            @Doc("What it is; decides which other keys it has.") KindName kind,
            @Doc("The tier that gives its objectives.") Optional<TierId> tier,
            @Doc("How much may be lost; stronger than the tier's.") Optional<Duration> rpo,
            @Doc("How long it may be down; stronger than the tier's.") Optional<Duration> rto,
            @Doc("Where it runs; left out for what stands outside regions.")
                    Optional<RegionId> region,
            @Doc("Who answers for it.") Optional<ContactId> owner,
            @Doc("What must be up before it.") @Default("[]") Set<ComponentId> dependsOn,
            @Doc("How its data is protected.") Optional<Protection> protect,
            @Doc("How it comes back.") Recovery recover) {}

    /// @param id its name
    public record ScenarioText(
            ScenarioId id,
            @Doc("What is taken away.") LossText lose,
            @Doc("Regions where the system comes back, best first.") @Default("[]")
                    List<RegionId> recoverIn,
            @Doc("When recovery begins; without it, when a person says so.")
                    Optional<TriggerText> trigger,
            @Doc("Who has to sign before recovery goes on.") @Default("[]")
                    List<ApprovalText> approvals,
            @Doc("How many steps run side by side.") @Default("32") int maxInFlight,
            @Doc("How many steps of the components of a kind run side by side.") @Default("[]")
                    List<LimitText> limits) {}

    /// Holds back the steps of components of a kind.
    public record LimitText(
            @Doc("The kind.") KindName kind,
            @Doc("How many of its steps run side by side.") int max) {}

    /// Who has to sign.
    public record ApprovalText(
            @Doc("Whose signatures count: contacts with keys.") List<ContactId> by,
            @Doc("How many different keys have to sign.") @Default("1") int of,
            @Doc("How long they are given; then they are asked anew. It counts towards the RTO.")
                    @Default("15m")
                    Duration within,
            @Doc("Who is told when they did not sign in time, and may sign from then on.")
                    @WrittenAs("else")
                    Optional<ContactId> otherwise,
            @Doc(
                            "Steps that wait for it, such as `orders-db-promote`; without it, all of"
                                    + " the recovery.")
                    @Default("[]")
                    Set<StepId> before) {}

    /// Exactly one of the two.
    public record LossText(
            @Doc("A whole region with everything in it.") Optional<RegionId> region,
            @Doc("One component; its region goes on.") Optional<ComponentId> component) {}

    /// When recovery begins.
    public record TriggerText(
            @Doc("Probes that must fail, any of them.") List<ProbeId> when,
            @Doc("From how many places a probe must be seen failing.") @Default("1") int agree,
            @Doc("How long it must fail without a break.") @WrittenAs("for") @Default("1m")
                    Duration hold,
            @Doc("What happens then.") @Default("approve") Reaction then) {}

    /// @param id its name
    public record DrillText(
            DrillId id,
            @Doc("The scenario that is rehearsed.") ScenarioId scenario,
            @Doc("How real it is.") @Default("isolated") Drill.Mode mode,
            @Doc("When it is held: five cron fields, in UTC.") Optional<CronText> schedule) {}
}
