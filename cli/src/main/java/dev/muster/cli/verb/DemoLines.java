package dev.muster.cli.verb;

import dev.muster.cli.Call;
import dev.muster.demo.story.DemoNews;
import dev.muster.kind.Finding;
import dev.muster.model.Durations;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// Tells the demo as it goes on.
final class DemoLines implements Consumer<DemoNews> {
    private final Call call;

    DemoLines(Call call) {
        this.call = call;
    }

    @Override
    public void accept(DemoNews news) {
        switch (news) {
            case DemoNews.WorldMade it -> {
                say(
                        "Two regions on this machine, one database, one shop. Everything stays in"
                                + " one folder; Ctrl-C ends it cleanly.");
                say("  folder    " + it.layout().folder());
            }
            case DemoNews.Checked it ->
                    say(
                            "  check     "
                                    + it.components()
                                    + " components, "
                                    + count(it.findings(), Finding.Severity.ERROR)
                                    + " errors, "
                                    + count(it.findings(), Finding.Severity.WARNING)
                                    + " warnings, "
                                    + count(it.findings(), Finding.Severity.HINT)
                                    + " hints");
            case DemoNews.NorthUp it ->
                    say(
                            "  north     PostgreSQL, "
                                    + String.format(Locale.ROOT, "%,d", it.orders())
                                    + " orders; shop; front door; up in "
                                    + Durations.text(it.took()));
            case DemoNews.Protected it ->
                    say(
                            "  protect   base backup "
                                    + it.base()
                                    + " ("
                                    + it.stored()
                                    + " stored in each region); log capture in south,"
                                    + " synchronous; in "
                                    + Durations.text(it.took()));
            case DemoNews.Loaded it ->
                    say(
                            "  load      an outside client writes orders: "
                                    + String.format(Locale.ROOT, "%,d", it.acknowledged())
                                    + " acknowledged");
            case DemoNews.Lost it -> {
                say("");
                say(
                        call.show(it.at())
                                + "  north is lost: "
                                + it.processes()
                                + " processes killed, folder gone, vault gone");
            }
            case DemoNews.Recovering it -> say("  detected; run " + it.run() + " begins by itself");
            case DemoNews.Recovered it ->
                    say(
                            "  recovered in south: "
                                    + it.lost()
                                    + " of "
                                    + String.format(Locale.ROOT, "%,d", it.acknowledged())
                                    + " acknowledged orders lost");
            case DemoNews.NorthBack _ ->
                    say("  north is there again, and empty; the vault gets its copy back there");
            case DemoNews.StandbyMade it ->
                    say(
                            "  standby   out of the vault in north, "
                                    + it.base()
                                    + "; it follows the primary in south; in "
                                    + Durations.text(it.took()));
            case DemoNews.Moving it ->
                    say(
                            call.show(it.at())
                                    + "  the shop moves home while clients write; run "
                                    + it.run());
            case DemoNews.Measured _ -> say("");
        }
    }

    private static long count(List<Finding> findings, Finding.Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).count();
    }

    private void say(String line) {
        call.screen().say(line);
    }
}
