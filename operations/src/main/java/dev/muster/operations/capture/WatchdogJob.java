package dev.muster.operations.capture;

import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.model.Address;
import dev.muster.model.MusterException;
import dev.muster.operations.Call;
import dev.muster.operations.Cancellation;
import dev.muster.operations.CaptureFiles;
import dev.muster.operations.Captures;
import dev.muster.operations.Site;
import dev.muster.provider.DataStore;
import dev.muster.provider.DataStore.Commits;
import dev.muster.provider.Progress;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Carries out `degrade-after` for one component: lets its commits through once the capture that
/// they wait for was lost for as long as the strategy says, and tells so.
///
/// It judges by what the source itself says, so it serves a capture of this process as well as one
/// on another host. That commits wait again is the capture's own doing, once it has caught up.
public final class WatchdogJob<S extends Record> {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Site site;
    private final Component<S> component;
    private final Duration delay;
    private final Target<S> target;
    private final CaptureFiles files;
    private final Patience patience;
    private final Consumer<WatchdogNews> listener;
    private boolean blind;
    private boolean told;

    private WatchdogJob(
            Site site, Component<S> component, Duration delay, Consumer<WatchdogNews> listener) {
        this.site = site;
        this.component = component;
        this.delay = delay;
        this.target = site.targets().atHome(component);
        this.files = new CaptureFiles(site.state(), component.id());
        this.patience = new Patience(delay);
        this.listener = listener;
    }

    /// Empty where the strategy asks for none.
    public static <S extends Record> Optional<WatchdogJob<S>> of(
            Site site, Component<S> component, Consumer<WatchdogNews> listener) {
        return component
                .protection()
                .flatMap(how -> how.logs())
                .filter(LogCapture::synchronous)
                .map(LogCapture::onCaptureLost)
                .flatMap(policy ->
                        switch (policy) {
                            case OnCaptureLost.Stall _ -> Optional.empty();
                            case OnCaptureLost.DegradeAfter after -> Optional.of(after.delay());
                        })
                .map(delay -> new WatchdogJob<>(site, component, delay, listener));
    }

    /// Returns when a recovery closed the capture: then nobody may let commits of the old one
    /// through any more.
    ///
    /// @throws InterruptedException when cancelled
    public void run(Cancellation cancellation) throws InterruptedException {
        DataStore<S> store = site.dataStore(component);
        while (!isClosed()) {
            try {
                store.watchCommits(target, this::look, call(cancellation));
                cancellation.check();
            } catch (MusterException error) {
                if (!blind) {
                    blind = true;
                    listener.accept(new WatchdogNews.Blind(error));
                }
                site.timing().pause(RETRY);
                cancellation.check();
            }
        }
    }

    private boolean look(Commits seen) {
        if (blind) {
            blind = false;
            listener.accept(new WatchdogNews.Sees());
        }
        boolean over = patience.isOver(seen, site.timing().nanos());
        if (over && !isClosed()) {
            // durable first: should this process die in between, nothing passes unseen
            files.letThrough(files.letThroughSince().orElse(site.timing().instant()));
            return true;
        }
        tell(seen);
        return false;
    }

    private void tell(Commits seen) {
        Optional<Instant> since = files.letThroughSince();
        if (since.isPresent() && seen.waiting() && seen.acknowledged().isPresent()) {
            files.waitAgain();
            told = false;
            listener.accept(new WatchdogNews.WaitAgain(since.get()));
        } else if (since.isPresent() && !seen.waiting() && !told) {
            told = true;
            listener.accept(new WatchdogNews.LetThrough(since.get(), delay));
        }
    }

    /// Lets commits through at once, for a capture that is ended in order: nobody else may be there
    /// to do so later.
    public void letGo() throws InterruptedException {
        if (!isClosed() && files.commitsWait()) {
            Instant since = site.timing().instant();
            files.letThrough(since);
            site.dataStore(component).releaseCommits(target, call(new Cancellation()));
            files.commitsWait(false);
            listener.accept(new WatchdogNews.LetThrough(since, Duration.ZERO));
        }
    }

    private boolean isClosed() {
        Optional<Address> source = Captures.source(target, component);
        return files.isClosedFor(source);
    }

    private Call call(Cancellation cancellation) {
        return Call.outsideRuns(site, "watchdog." + component.id(), Progress.SILENT, cancellation);
    }
}
