package dev.muster.cli.verb;

import dev.muster.cli.Call;
import dev.muster.model.ComponentId;
import dev.muster.model.Durations;
import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.operations.capture.CaptureNews;
import dev.muster.operations.capture.WatchdogNews;
import dev.muster.provider.BackupFlaws;
import dev.muster.server.DaemonNews;
import dev.muster.strategy.Component;
import dev.muster.vault.VaultErrors;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// Shows what a daemon does, a line for each thing that a person wants to know.
final class ServeLines implements Consumer<DaemonNews> {
    private static final String FOLLOWING = "follows";

    private final Call call;
    private final RunLines runs;
    private final Set<ComponentId> capturing = new HashSet<>();
    private final Map<ComponentId, String> broken = new HashMap<>();
    private final Map<ComponentId, String> standbys = new HashMap<>();
    private final Map<ComponentId, ErrorCode> owed = new HashMap<>();

    ServeLines(Call call) {
        this.call = call;
        this.runs = new RunLines(call);
    }

    @Override
    public void accept(DaemonNews news) {
        switch (news) {
            case DaemonNews.BackupBegan it -> say(it.component() + ": backup begins");
            case DaemonNews.BackupDone it -> {
                say(
                        it.component()
                                + ": backup "
                                + it.point().id()
                                + ", "
                                + it.point().logical()
                                + ", "
                                + it.point().stored()
                                + " new in the vault"
                                + flaws(it.flaws()));
                it.remarks().forEach(remark -> say(it.component() + ": " + remark));
            }
            case DaemonNews.BackupFailed it ->
                    say(it.component() + ": backup failed: " + words(it.error()));
            case DaemonNews.BackupDue it ->
                    say(it.component() + ": next backup " + call.show(it.at()));
            case DaemonNews.CopiesBehind it ->
                    say(
                            "vault "
                                    + it.vault()
                                    + ": a copy is behind, and is tried again: "
                                    + String.join("; ", it.problems()));
            case DaemonNews.CopiesWhole it ->
                    say(
                            "vault "
                                    + it.vault()
                                    + ": all copies are whole again; "
                                    + it.brought()
                                    + " were brought");
            case DaemonNews.Captured it -> captured(it.component(), it.news());
            case DaemonNews.StandbySeen it -> {
                if (!Objects.equals(standbys.put(it.component(), FOLLOWING), FOLLOWING)) {
                    say(it.component() + ": its standby follows");
                }
            }
            case DaemonNews.StandbyAway it -> {
                String words = words(it.error());
                if (!words.equals(standbys.put(it.component(), words))) {
                    say(it.component() + ": no standby: " + words);
                }
            }
            case DaemonNews.Watched it -> watched(it.component(), it.news());
            case DaemonNews.Stopped it -> say(it.part() + " ended: " + words(it.error()));
            case DaemonNews.ProbeFailing it -> say("probe " + it.probe() + " does not answer");
            case DaemonNews.ProbeGood it -> say("probe " + it.probe() + " answers");
            case DaemonNews.Recovering it ->
                    say("recovering from " + it.scenario() + " with run " + it.run());
            case DaemonNews.Told it ->
                    say(
                            "trigger of "
                                    + it.scenario()
                                    + " fired; look, then: muster recover "
                                    + it.scenario());
            case DaemonNews.Scrubbed it -> scrubbed(it);
            case DaemonNews.Pruned it -> pruned(it);
            case DaemonNews.RolledBack it ->
                    it.missing()
                            .forEach(line ->
                                    say(
                                            "warning "
                                                    + VaultErrors.ROLLED_BACK.id()
                                                    + "  vault "
                                                    + it.vault()
                                                    + " shows less than was seen before: "
                                                    + line));
            case DaemonNews.Sealed it -> sealed(it);
            case DaemonNews.Unsealed it ->
                    say(
                            it.scenario()
                                    + ": sealed secrets stay closed, and what needs them will not"
                                    + " come back: "
                                    + words(it.error()));
            case DaemonNews.UpkeepFailed it ->
                    say("vault " + it.vault() + ": upkeep failed: " + words(it.error()));
            case DaemonNews.Alerted it -> say("told " + it.whom() + ": " + it.line());
            case DaemonNews.Untold it -> say(it.whom() + " is not told: " + words(it.error()));
            case DaemonNews.MetricsAt it -> say("figures at " + url(it.address()));
            case DaemonNews.Run it -> runs.on(it.news());
            case DaemonNews.Recovered it ->
                    say(
                            "run "
                                    + it.run()
                                    + (it.good()
                                            ? " succeeded"
                                            : " failed; go on with: muster recover "
                                                    + it.scenario()));
        }
    }

    private static String url(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return "http://"
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + address.getPort()
                + "/metrics";
    }

    private static String flaws(BackupFlaws flaws) {
        return flaws.isNone()
                ? ""
                : ", "
                        + flaws.missing()
                        + " files could not be read, "
                        + flaws.torn()
                        + " changed while they were read";
    }

    private void scrubbed(DaemonNews.Scrubbed it) {
        if (it.found() > 0) {
            say(
                    "vault "
                            + it.vault()
                            + ": "
                            + it.found()
                            + " damaged, "
                            + it.left()
                            + " left"
                            + (it.left() > 0 ? "; look: muster vault repair" : ""));
        }
    }

    private void sealed(DaemonNews.Sealed it) {
        if (!it.opened().isEmpty()) {
            say("sealed secrets that can be opened: " + String.join(", ", it.opened()));
        }
        it.closed().forEach((name, why) -> say("sealed secret " + name + " stays closed: " + why));
        if (!it.closed().isEmpty()) {
            say("with their key: muster serve --key secrets.key");
        }
    }

    private void pruned(DaemonNews.Pruned it) {
        if (it.points() > 0) {
            say("vault " + it.vault() + ": " + it.points() + " recovery points removed");
        }
        it.problems().forEach(problem -> say("vault " + it.vault() + ": " + problem));
    }

    private void captured(ComponentId component, CaptureNews news) {
        switch (news) {
            case CaptureNews.Captured _ -> {
                broken.remove(component);
                if (capturing.add(component)) {
                    say(component + ": log is captured");
                }
            }
            case CaptureNews.Gap it ->
                    say(component + ": a gap: " + it.why() + "; a new backup is taken at once");
            case CaptureNews.CommitsWait it ->
                    say(
                            component
                                    + (it.waiting()
                                            ? ": commits wait for the capture"
                                            : ": commits do not wait for the capture"));
            case CaptureNews.Broken it -> {
                capturing.remove(component);
                String words = words(it.error());
                if (!words.equals(broken.put(component, words))) {
                    say(
                            component
                                    + ": log capture broke: "
                                    + words
                                    + "; again in "
                                    + Durations.text(it.retryIn())
                                    + ", and so on");
                }
            }
            case CaptureNews.NotShipped it -> {
                // said again only when the reason changes: it is tried every few seconds
                if (!it.error().code().equals(owed.put(component, it.error().code()))) {
                    say(
                            component
                                    + ": "
                                    + it.owed()
                                    + " of log wait for the vault: "
                                    + words(it.error())
                                    + "; it is kept here and offered again");
                }
            }
            case CaptureNews.Shipped _ -> {
                if (owed.remove(component) != null) {
                    say(component + ": the vault has taken the log that waited");
                }
            }
            case CaptureNews.Closed _ -> say(component + ": log capture was closed by a recovery");
        }
    }

    private void watched(ComponentId component, WatchdogNews news) {
        switch (news) {
            case WatchdogNews.LetThrough it ->
                    say(
                            "warning "
                                    + OperationErrors.UNCAPTURED.id()
                                    + "  "
                                    + component
                                    + ": commits pass uncaptured since "
                                    + call.show(it.since())
                                    + ", and can be lost"
                                    + (it.after().isZero()
                                            ? ""
                                            : "; the capture was lost for "
                                                    + Durations.text(it.after())));
            case WatchdogNews.WaitAgain it ->
                    say(
                            component
                                    + ": commits wait for the capture again; they had passed"
                                    + " uncaptured since "
                                    + call.show(it.since()));
            case WatchdogNews.Blind it ->
                    say(component + ": the watchdog cannot act: " + words(it.error()));
            case WatchdogNews.Sees _ -> say(component + ": the watchdog sees the source again");
        }
    }

    /// Says what the end of the daemon means for sources that wait for it.
    void goodbye(Site site) {
        for (Component<?> component : site.strategy().components().values()) {
            if (site.captures().commitsWait(component)) {
                say(
                        component.id()
                                + ": its commits wait for the capture, and now stall; start muster"
                                + " serve again");
            }
        }
        say("stopped; nothing that was acknowledged is lost");
    }

    private void say(String line) {
        call.screen().say(call.show(call.timing().instant()) + "  " + line);
    }

    private static String words(MusterException error) {
        String hint = error.hint().isEmpty() ? "" : " (" + error.hint() + ")";
        return error.code() + " " + error.getMessage() + hint;
    }
}
