package dev.muster.documents;

import dev.muster.documents.diagram.Diagrams;
import dev.muster.documents.page.Drawing;
import dev.muster.documents.page.HtmlRenderer;
import dev.muster.documents.page.MarkdownRenderer;
import dev.muster.documents.page.Page;
import dev.muster.documents.report.Report;
import dev.muster.documents.runbook.Runbook;
import dev.muster.documents.terminal.Summary;
import dev.muster.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes one of each document into a folder, for people to look at.
final class Samples {
    private Samples() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        World world = World.shop();
        for (Drawing drawing :
                List.of(
                        Diagrams.architecture(world.strategy()),
                        Diagrams.before(world.strategy(), world.plan()),
                        Diagrams.after(world.strategy(), world.plan()))) {
            Files.writeString(folder.resolve(drawing.fileName()), drawing.file());
        }
        write(folder, "runbook", Runbook.page(world.sources()));
        Runs runs = Runs.shop();
        write(folder, "report", Report.page(runs.measured(1.3, 3), world.strategy()));
        write(folder, "report-bad", Report.page(runs.failed(), world.strategy()));
        write(folder, "report-late", Report.page(runs.measured(14, 30), world.strategy()));
        for (RunRecord record :
                List.of(runs.measured(1.3, 0), runs.measured(14, 30), runs.unmeasured())) {
            Planned planned = Planned.of(record, world.strategy());
            System.out.println(new Summary(record, planned, 110, true).text());
        }
    }

    private static void write(Path folder, String name, Page page) throws IOException {
        Files.writeString(folder.resolve(name + ".html"), HtmlRenderer.render(page));
        Files.writeString(folder.resolve(name + ".md"), MarkdownRenderer.render(page));
    }
}
