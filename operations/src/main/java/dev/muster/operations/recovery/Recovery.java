package dev.muster.operations.recovery;

import dev.muster.engine.embedded.ActiveRun;
import dev.muster.engine.embedded.EmbeddedDriver;
import dev.muster.engine.embedded.Reply;
import dev.muster.engine.embedded.RunListener;
import dev.muster.engine.journal.JournalFolder;
import dev.muster.engine.machine.Machine;
import dev.muster.kind.Facts;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.operations.Site;
import dev.muster.plan.Planner;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Situations;
import dev.muster.record.EndState;
import dev.muster.record.Purpose;
import dev.muster.record.RunPolicy;
import dev.muster.record.RunStart;
import dev.muster.record.Trigger;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;

/// Carries out scenarios. The run's state is at its home, the vault copy of the region where the
/// system comes back; this machine keeps only the journal. So recovering again, here or elsewhere,
/// is the resume.
public final class Recovery {
    private final Site site;
    private final DoubleSupplier jitter;
    private final Set<ComponentId> assumeFenced;

    /// @param jitter numbers from 0 to below 1 that keep retries apart
    /// @param assumeFenced components whose old one a person says is gone, at their own risk
    public Recovery(Site site, DoubleSupplier jitter, Set<ComponentId> assumeFenced) {
        this.site = site;
        this.jitter = jitter;
        this.assumeFenced = Set.copyOf(assumeFenced);
    }

    /// What would be done.
    public RecoveryPlan plan(ScenarioId scenario, RestoreTarget target, Facts facts) {
        return Planner.plan(site.strategy(), scenario, facts, target);
    }

    /// What would keep a plan that was not begun from being carried out on this machine.
    public List<MusterException> obstacles(RecoveryPlan plan) throws InterruptedException {
        return new Obstacles(site).of(plan);
    }

    /// Where the scenario brings the system back.
    public RegionId destination(Scenario scenario) {
        return Situations.of(site.strategy(), scenario, new RestoreTarget.Latest(), Facts.NONE)
                .in();
    }

    /// The newest run of the scenario that has not come to its end: recovering resumes it.
    public Optional<RunStart> open(Scenario scenario) {
        return home(destination(scenario)).open(scenario.id());
    }

    /// Whether the scenario was carried out already with this very strategy.
    public boolean isDone(Scenario scenario) {
        return home(destination(scenario)).records().stream()
                .filter(run -> run.start().plan().scenario().equals(scenario.id()))
                .filter(run -> run.start().plan().strategy().equals(site.strategy().digest()))
                .anyMatch(
                        run -> run.end() == EndState.SUCCEEDED || run.end() == EndState.INCOMPLETE);
    }

    /// Fixes how a new run begins; nothing is done yet.
    public RunStart prepare(RecoveryPlan plan, Purpose purpose, Trigger trigger) {
        RunId run = home(plan.in()).number(plan.scenario());
        return new RunStart(
                run, site.strategy().name(), purpose, plan, trigger, policy(plan), Machine.VERSION);
    }

    /// The strategy may change while a run goes on; its start does not.
    private RunPolicy policy(RecoveryPlan plan) {
        Scenario scenario = site.strategy().scenarios().get(plan.scenario());
        if (scenario == null) {
            return RunPolicy.DEFAULT;
        }
        List<RunPolicy.Limit> limits = new ArrayList<>();
        scenario.pace()
                .limits()
                .forEach((kind, most) ->
                        limits.add(new RunPolicy.Limit(kind, most, components(kind))));
        return RunPolicy.DEFAULT.with(scenario.pace().maxInFlight(), limits);
    }

    private List<ComponentId> components(String kind) {
        return site.strategy().components().values().stream()
                .filter(component -> component.kind().name().equals(kind))
                .map(Component::id)
                .toList();
    }

    public ActiveRun begin(RunStart start, RunListener listener) {
        return driver(start.plan().in()).start(start, listener);
    }

    public ActiveRun resume(RunStart start, List<Reply> replies, RunListener listener) {
        return driver(start.plan().in()).resume(start.run(), replies, listener);
    }

    /// The runs that are kept in the vault copy of a region.
    public RunHome home(RegionId region) {
        return RunHome.in(site, region);
    }

    private EmbeddedDriver driver(RegionId region) {
        return new EmbeddedDriver(
                new JournalFolder(site.state().runs(), site.timing()),
                home(region),
                new ActionHandlers(site, assumeFenced),
                site.timing(),
                jitter);
    }
}
