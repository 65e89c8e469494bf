package dev.muster.operations.restore;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.operations.window.ProtectionReader;
import dev.muster.provider.DataStore;
import dev.muster.provider.LogReader;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreRequest;
import dev.muster.strategy.Component;
import dev.muster.vault.repository.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Chooses the recovery point that a restore begins from: the newest that the target can be reached
/// from.
final class PointChoice<S extends Record> {
    private final Site site;
    private final Component<S> component;
    private final Vault vault;
    private final LogReader logs;
    private final List<LogReader.Range> ranges;
    private final Optional<String> from;

    /// @param from the point that somebody named, if so
    PointChoice(
            Site site, Component<S> component, Vault vault, LogReader logs, Optional<String> from) {
        this.site = site;
        this.component = component;
        this.vault = vault;
        this.logs = logs;
        this.ranges = logs.ranges();
        this.from = from;
    }

    /// By times and positions alone.
    RecoveryPoint choose(RestoreTarget target) {
        return candidates(target, Optional.empty()).getFirst();
    }

    /// Also by looking into the log, where only the log knows where the target is.
    RecoveryPoint choose(RestoreRequest request, Operation operation) throws InterruptedException {
        List<RecoveryPoint> candidates = candidates(request.target(), request.line());
        return switch (request.target()) {
            case RestoreTarget.AtTransaction _, RestoreTarget.AtName _ ->
                    search(candidates, request, operation);
            case RestoreTarget.Latest _, RestoreTarget.AtTime _, RestoreTarget.AtPosition _ ->
                    candidates.getFirst();
        };
    }

    /// Each stretch of log is read once: from a point to where the next newer one is consistent.
    private RecoveryPoint search(
            List<RecoveryPoint> candidates, RestoreRequest request, Operation operation)
            throws InterruptedException {
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        DataStore<S> store = site.dataStore(component);
        operation.progress().stage("looking for the target");
        Optional<LogPosition> until = Optional.empty();
        for (RecoveryPoint point : candidates) {
            SnapshotReader base =
                    new SnapshotReader(
                            vault.snapshot(
                                    component.id(),
                                    point.id(),
                                    site.vaults().reader(site.vaults().protecting(component))));
            if (store.occurs(request, new DataStore.Stretch(base, until), logs, operation)) {
                return point;
            }
            until = Optional.of(point.consistentFrom());
        }
        throw impossible(request.target(), request.line());
    }

    /// The best first; never empty.
    private List<RecoveryPoint> candidates(RestoreTarget target, Optional<String> line) {
        List<RecoveryPoint> points = vault.points(component.id()).points();
        if (from.isPresent()) {
            return List.of(named(points, from.get()));
        }
        boolean captured = component.protection().filter(how -> how.logs().isPresent()).isPresent();
        Predicate<RecoveryPoint> onLine =
                point ->
                        line.isEmpty()
                                || site.dataStore(component).leadsTo(point, line.get(), logs);
        List<RecoveryPoint> found =
                new Candidates(points, ranges, captured)
                        .of(target).stream().filter(onLine).toList();
        if (found.isEmpty()) {
            throw impossible(target, line);
        }
        return found;
    }

    private RecoveryPoint named(List<RecoveryPoint> points, String id) {
        return points.stream()
                .filter(point -> point.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        OperationErrors.NO_POINT.error(
                                component.id() + " has no recovery point '" + id + "'",
                                "see what there is: muster points " + component.id()));
    }

    private MusterException impossible(RestoreTarget target, Optional<String> line) {
        return OperationErrors.NO_POINT.error(
                "no recovery point of "
                        + component.id()
                        + " can be brought to "
                        + text(target)
                        + line.map(name -> " on timeline " + name).orElse("")
                        + "; "
                        + possible()
                        + clock(target),
                "see what there is: muster points " + component.id());
    }

    private String possible() {
        ProtectionReader reader = new ProtectionReader(site);
        return reader.look(component)
                .window()
                .map(window ->
                        "possible is any moment from "
                                + window.from()
                                + " to "
                                + window.to()
                                + window.holes().stream()
                                        .map(hole ->
                                                ", but not from "
                                                        + hole.from()
                                                        + " to "
                                                        + hole.to())
                                        .collect(Collectors.joining()))
                .orElse("no log is captured, and only recovery points themselves can be restored");
    }

    /// A point cannot be of the time after it was stored, but by a clock that is ahead.
    private String clock(RestoreTarget target) {
        boolean ahead =
                vault.points(component.id()).points().stream()
                        .anyMatch(point -> point.consistentAt().isAfter(point.storedAt()));
        return ahead && target instanceof RestoreTarget.AtTime
                ? "; moments are by the clock of the source, which was ahead of this machine's when"
                        + " backups were taken"
                : "";
    }

    private static String text(RestoreTarget target) {
        return switch (target) {
            case RestoreTarget.Latest _ -> "its newest state";
            case RestoreTarget.AtTime(Instant time) -> time.toString();
            case RestoreTarget.AtPosition(LogPosition position) ->
                    "position "
                            + Long.toHexString(position.offset() >>> 32)
                            + "/"
                            + Long.toHexString(position.offset() & 0xFFFF_FFFFL);
            case RestoreTarget.AtTransaction(String transaction) -> "transaction " + transaction;
            case RestoreTarget.AtName(String name) -> "the point named " + name;
        };
    }
}
