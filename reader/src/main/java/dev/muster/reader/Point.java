package dev.muster.reader;

import dev.muster.model.ComponentId;
import dev.muster.model.Names;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.repository.Vault;
import java.util.List;

/// The recovery point that was typed.
record Point(ComponentId source, String id) {
    private static final String NEWEST = "newest";

    static Point of(Vault vault, Arguments arguments) {
        ComponentId source = source(vault, arguments.word(1, "component"));
        String id = arguments.word(2, "recovery point, or newest");
        List<RecoveryPoint> points = vault.points(source).points();
        if (points.isEmpty()) {
            throw new UsageException("the vault has no recovery point of " + source);
        }
        if (id.equals(NEWEST)) {
            return new Point(source, points.getLast().id());
        }
        if (points.stream().noneMatch(point -> point.id().equals(id))) {
            throw new UsageException("there is no recovery point " + id + " of " + source);
        }
        return new Point(source, id);
    }

    static ComponentId source(Vault vault, String name) {
        List<ComponentId> all = vault.sources();
        if (!Names.isLabel(name) || !all.contains(new ComponentId(name))) {
            throw new UsageException("there is no component '" + name + "'; the vault has " + all);
        }
        return new ComponentId(name);
    }
}
