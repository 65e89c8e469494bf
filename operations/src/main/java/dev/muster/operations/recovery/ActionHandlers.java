package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepHandler;
import dev.muster.engine.shell.StepHandlers;
import dev.muster.kind.Action;
import dev.muster.model.ComponentId;
import dev.muster.operations.Site;
import java.util.Set;

/// The handler of each verb.
final class ActionHandlers implements StepHandlers {
    private final Site site;
    private final Set<ComponentId> assumeFenced;

    /// @param assumeFenced components whose old one a person says is gone
    ActionHandlers(Site site, Set<ComponentId> assumeFenced) {
        this.site = site;
        this.assumeFenced = assumeFenced;
    }

    @Override
    public StepHandler handler(Action action) {
        return switch (action) {
            case Action.Fence _ -> new FenceHandler(site, assumeFenced);
            case Action.Restore _ -> new RestoreHandler(site);
            case Action.Promote _ -> new PromoteHandler(site);
            case Action.Start _ -> new StartHandler(site);
            case Action.Verify _ -> new VerifyHandler(site);
            case Action.Deploy _ -> new DeployHandler(site);
            case Action.Route _ -> new RouteHandler(site);
            case Action.Confirm _ -> new ConfirmHandler(site);
            case Action.OfPeople _ -> throw new IllegalArgumentException("people " + action.verb());
        };
    }
}
