package dev.muster.documents.shelf;

import dev.muster.documents.Redaction;
import dev.muster.documents.diagram.Sketches;
import dev.muster.documents.handbook.ContactSheet;
import dev.muster.documents.handbook.Handbook;
import dev.muster.documents.handbook.IndexPage;
import dev.muster.documents.handbook.ObjectivesPage;
import dev.muster.documents.handbook.Overview;
import dev.muster.documents.page.Drawing;
import dev.muster.documents.page.HtmlRenderer;
import dev.muster.documents.page.MarkdownRenderer;
import dev.muster.documents.page.Page;
import dev.muster.documents.runbook.Runbook;
import dev.muster.kind.Facts;
import dev.muster.strategy.Strategy;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Every document that a strategy gives, as files.
///
/// The same strategy and facts give the same bytes on every machine and on every day: nothing here
/// knows the time.
///
/// @param files texts by their paths from the folder, with `/` between names
public record Shelf(SortedMap<String, String> files) {
    public Shelf {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /// @param facts with [Facts#NONE] the documents follow from the file alone
    public static Shelf of(Strategy strategy, Facts facts) {
        Overview overview = Overview.of(strategy, facts);
        UnaryOperator<String> redacted = Redaction.of(strategy)::text;
        SortedMap<String, String> files = new TreeMap<>();
        add(files, "", "index", IndexPage.of(overview).map(redacted));
        add(files, "", "strategy", Handbook.of(overview).map(redacted));
        add(files, "", "objectives", ObjectivesPage.of(overview).map(redacted));
        add(files, "", "contacts", ContactSheet.of(overview).map(redacted));
        files.putAll(Sketches.ofSystem(strategy, redacted));
        for (Overview.Outlook outlook : overview.outlooks()) {
            String folder = "runbooks/" + outlook.scenario().id() + "/";
            add(files, folder, "runbook", Runbook.page(outlook.sources()));
            Map<String, String> sketches =
                    Sketches.ofPlan(strategy, outlook.sources().plan(), redacted);
            sketches.forEach((name, text) -> files.put(folder + name, text));
        }
        return new Shelf(files);
    }

    private static void add(Map<String, String> files, String folder, String name, Page page) {
        files.put(folder + name + ".html", HtmlRenderer.render(page));
        files.put(folder + name + ".md", MarkdownRenderer.render(page));
        for (Drawing drawing : page.drawings()) {
            files.put(folder + drawing.fileName(), drawing.file());
        }
    }
}
