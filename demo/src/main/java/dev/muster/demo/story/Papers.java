package dev.muster.demo.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.check.Checker;
import dev.muster.demo.DemoErrors;
import dev.muster.documents.Sources;
import dev.muster.documents.diagram.Diagrams;
import dev.muster.documents.page.Drawing;
import dev.muster.documents.page.HtmlRenderer;
import dev.muster.documents.page.MarkdownRenderer;
import dev.muster.documents.page.Page;
import dev.muster.documents.report.Report;
import dev.muster.documents.runbook.Runbook;
import dev.muster.kind.Facts;
import dev.muster.record.RunRecord;
import dev.muster.record.json.RecordJson;
import dev.muster.strategy.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes what people read: report, runbook, diagram, and the run's record.
final class Papers {
    private final Path folder;
    private final Map<String, Path> written = new LinkedHashMap<>();

    private Papers(Path folder) {
        this.folder = folder;
    }

    static Map<String, Path> write(Path folder, Strategy strategy, RunRecord run) {
        Papers papers = new Papers(folder);
        papers.page("report", Report.page(run, strategy));
        papers.page(
                "runbook",
                Runbook.page(
                        new Sources(
                                strategy,
                                run.start().plan(),
                                Facts.NONE,
                                Checker.check(strategy, Facts.NONE))));
        papers.text("diagram", "architecture.svg", Diagrams.architecture(strategy).file());
        papers.bytes("record", "run.json", RecordJson.STANDARD.write(run));
        return papers.written;
    }

    private void page(String what, Page page) {
        text(what, what + ".html", HtmlRenderer.render(page));
        text(what + "-markdown", what + "/" + what + ".md", MarkdownRenderer.render(page));
        for (Drawing drawing : page.drawings()) {
            put(folder.resolve(what).resolve(drawing.fileName()), drawing.file().getBytes(UTF_8));
        }
    }

    private void text(String what, String name, String content) {
        bytes(what, name, content.getBytes(UTF_8));
    }

    private void bytes(String what, String name, byte[] content) {
        written.put(what, folder.resolve(name));
        put(folder.resolve(name), content);
    }

    private static void put(Path path, byte[] content) {
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, content);
        } catch (IOException e) {
            throw DemoErrors.FOLDER.error(path + " cannot be written: " + e, "df -h " + path, e);
        }
    }
}
