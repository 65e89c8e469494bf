package dev.muster.documents;

import dev.muster.documents.diagram.Diagrams;
import dev.muster.documents.page.Drawing;
import dev.muster.documents.page.HtmlRenderer;
import dev.muster.documents.page.MarkdownRenderer;
import dev.muster.documents.page.Page;
import dev.muster.documents.runbook.Runbook;
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
    }

    private static void write(Path folder, String name, Page page) throws IOException {
        Files.writeString(folder.resolve(name + ".html"), HtmlRenderer.render(page));
        Files.writeString(folder.resolve(name + ".md"), MarkdownRenderer.render(page));
    }
}
