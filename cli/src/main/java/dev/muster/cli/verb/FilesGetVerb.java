package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.keys.ReadFrom;
import dev.muster.cli.screen.Task;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.operations.restore.PointFiles;
import dev.muster.provider.RestoreReport;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster files get`.
@Command(name = "get", description = "fetch single files or folders of a recovery point")
public final class FilesGetVerb implements Verb {
    private final Sites sites;

    @Parameters(
            index = "0",
            paramLabel = "POINT",
            description = "a recovery point, or a component, whose newest one is then meant")
    private String point = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "files and folders, as muster files list shows them")
    private List<String> paths = List.of();

    @Option(
            names = "--into",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "where to, with their whole paths; this folder by default")
    private Path into = Path.of(".");

    @Mixin private ReadFrom from = new ReadFrom();

    public FilesGetVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) throws InterruptedException {
        List<String> wanted = paths.stream().map(FileArguments::path).toList();
        if (wanted.contains("")) {
            throw CliErrors.WRONG_USAGE.error(
                    "a path is empty", "for everything: muster restore COMPONENT --into DIR");
        }
        PointFiles files = PointFiles.open(from.open(call, sites), point);
        Path folder = call.around().folder().resolve(into).normalize();
        call.resumeWith("nothing was left behind; run the same command again");
        RestoreReport report;
        try (Task task = call.progress(files.point().component().value())) {
            report = files.get(wanted, folder, task);
        }
        call.answer(
                "files-get/1",
                new Answered(
                        files.point().id(),
                        folder.toString(),
                        report.files(),
                        report.written(),
                        report.notes()),
                screen -> {
                    screen.print(
                            report.files() + " files, " + report.written() + ", are in " + folder);
                    report.notes().forEach(note -> screen.print("  " + note));
                });
        return Answer.YES;
    }

    private record Answered(
            String point, String folder, long files, ByteSize written, List<String> notes) {}
}
