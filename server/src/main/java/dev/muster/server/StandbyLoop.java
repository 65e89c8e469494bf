package dev.muster.server;

import dev.muster.model.MusterException;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.operations.recovery.StandbyLook;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.util.function.Consumer;

/// Looks now and then at the standby that a recovery would promote.
final class StandbyLoop {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Site site;
    private final Component<?> component;
    private final Consumer<DaemonNews> news;

    StandbyLoop(Site site, Component<?> component, Consumer<DaemonNews> news) {
        this.site = site;
        this.component = component;
        this.news = news;
    }

    void run(Cancellation cancellation) throws InterruptedException {
        StandbyLook look = new StandbyLook(site);
        while (!cancellation.isCancelled()) {
            try {
                look.at(component)
                        .ifPresent(seen ->
                                news.accept(new DaemonNews.StandbySeen(component.id(), seen)));
            } catch (MusterException away) {
                news.accept(new DaemonNews.StandbyAway(component.id(), away));
            }
            site.timing().pause(EVERY);
        }
    }
}
