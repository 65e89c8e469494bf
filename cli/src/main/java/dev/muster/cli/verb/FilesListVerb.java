package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.cli.keys.ReadFrom;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.site.Sites;
import dev.muster.model.ByteSize;
import dev.muster.model.FileNames;
import dev.muster.model.FileOwner;
import dev.muster.operations.restore.PointFiles;
import dev.muster.vault.format.FileEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster files list`.
@Command(name = "list", description = "the files of a recovery point")
public final class FilesListVerb implements Verb {
    private final Sites sites;

    @Parameters(
            index = "0",
            paramLabel = "POINT",
            description = "a recovery point, or a component, whose newest one is then meant")
    private String point = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "",
            paramLabel = "PATH",
            description = "a folder in it; without it, the top")
    private String path = "";

    @Option(names = "--all", description = "also what is in its folders")
    private boolean all;

    @Mixin private ReadFrom from = new ReadFrom();

    public FilesListVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        String below = FileArguments.path(path);
        PointFiles files = PointFiles.open(from.open(call, sites), point);
        List<Entry> entries = new ArrayList<>();
        if (call.wantsJson()) {
            files.list(below, all, entry -> entries.add(Entry.of(entry)));
        }
        call.answer(
                "files-list/1",
                new Answered(files.point().id(), entries),
                // line by line: there may be millions
                screen -> files.list(below, all, entry -> print(call, screen, Entry.of(entry))));
        return Answer.YES;
    }

    private static void print(Call call, Screen screen, Entry entry) {
        StringBuilder line = new StringBuilder(entry.permissions());
        line.append(' ').append(padded(entry.user().orElse("-"), 8));
        line.append(' ').append(padded(entry.group().orElse("-"), 8));
        String size = entry.size().map(ByteSize::toString).orElse("-");
        line.append(" ".repeat(Math.max(1, 10 - size.length()))).append(size).append("  ");
        line.append(padded(entry.modified().map(call::show).orElse("-"), 29)).append("  ");
        line.append(entry.path());
        entry.target().ifPresent(target -> line.append(" -> ").append(target));
        if (entry.torn()) {
            line.append("  (changed while it was backed up)");
        }
        screen.print(line.toString());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private record Answered(String point, List<Entry> files) {}

    /// The sorts of what a name stands for, each with the letter that `ls` has for it.
    private enum Sort {
        FILE('-'),
        FOLDER('d'),
        LINK('l'),
        HARD_LINK('-'),
        FIFO('p'),
        SOCKET('s'),
        CHARACTER_DEVICE('c'),
        BLOCK_DEVICE('b');

        final char letter;

        Sort(char letter) {
            this.letter = letter;
        }

        static Sort of(FileEntry entry) {
            return switch (entry) {
                case FileEntry.Folder _ -> FOLDER;
                case FileEntry.Link _ -> LINK;
                case FileEntry.HardLink _ -> HARD_LINK;
                case FileEntry.Content _ -> FILE;
                case FileEntry.Special special ->
                        switch (special.what().sort()) {
                            case FIFO -> FIFO;
                            case SOCKET -> SOCKET;
                            case CHARACTER_DEVICE -> CHARACTER_DEVICE;
                            case BLOCK_DEVICE -> BLOCK_DEVICE;
                        };
            };
        }
    }

    private record Entry(
            String path,
            Sort sort,
            String permissions,
            Optional<ByteSize> size,
            Optional<String> user,
            Optional<String> group,
            Optional<Instant> modified,
            Optional<String> target,
            boolean torn) {
        static Entry of(FileEntry entry) {
            Sort sort = Sort.of(entry);
            Optional<FileOwner> owner = entry.metadata().owner();
            return new Entry(
                    FileNames.show(entry.path()),
                    sort,
                    sort.letter + Entry.mode(entry.metadata().mode()),
                    entry instanceof FileEntry.Content file
                            ? Optional.of(new ByteSize(file.size()))
                            : Optional.empty(),
                    owner.map(it -> it.user().isEmpty() ? Long.toString(it.uid()) : it.user()),
                    owner.map(it -> it.group().isEmpty() ? Long.toString(it.gid()) : it.group()),
                    entry.metadata().modified(),
                    target(entry).map(FileNames::show),
                    entry instanceof FileEntry.Content file && file.torn());
        }

        private static Optional<String> target(FileEntry entry) {
            return switch (entry) {
                case FileEntry.Link link -> Optional.of(link.target());
                case FileEntry.HardLink link -> Optional.of(link.first());
                case FileEntry.Folder _, FileEntry.Special _, FileEntry.Content _ ->
                        Optional.empty();
            };
        }

        /// As `ls` writes it, with setuid, setgid and sticky.
        private static String mode(int mode) {
            StringBuilder text = new StringBuilder();
            for (int shift = 6; shift >= 0; shift -= 3) {
                int bits = mode >> shift & 7;
                boolean special = (mode >> (9 + shift / 3) & 1) != 0;
                char set = shift == 0 ? 't' : 's';
                text.append((bits & 4) != 0 ? 'r' : '-').append((bits & 2) != 0 ? 'w' : '-');
                if (special) {
                    String letter = String.valueOf(set);
                    text.append((bits & 1) != 0 ? letter : letter.toUpperCase(Locale.ROOT));
                } else {
                    text.append((bits & 1) != 0 ? 'x' : '-');
                }
            }
            return text.toString();
        }
    }
}
