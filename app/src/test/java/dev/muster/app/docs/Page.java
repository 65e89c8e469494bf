package dev.muster.app.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Markdown page of the repository, as far as it can be wrong about the repository.
///
/// @param place from the repository's root
/// @param blocks its fenced blocks
/// @param prose all that is outside of them
record Page(Path place, List<Block> blocks, String prose) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(?:#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

    /// A fenced block.
    ///
    /// @param info what follows the fence, such as `console run`
    record Block(String info, List<String> lines) {
        boolean isConsole() {
            return info.equals("console") || info.equals("console run");
        }

        boolean isRun() {
            return info.equals("console run");
        }

        /// The commands, each with the output that is shown below it.
        List<Command> commands() {
            List<Command> commands = new ArrayList<>();
            for (String line : lines) {
                if (line.startsWith("$ ")) {
                    commands.add(new Command(line.substring(2), new ArrayList<>()));
                } else if (!commands.isEmpty()) {
                    commands.getLast().output().add(line);
                }
            }
            return commands;
        }
    }

    /// A typed line and what it prints; `...` stands for any lines.
    record Command(String typed, List<String> output) {}

    /// @param place such as `docs/own-database.md`
    static Page at(String place) {
        return all().stream()
                .filter(it -> it.place().equals(Path.of(place)))
                .findAny()
                .orElseThrow();
    }

    /// The lines of one of the blocks that bear this info.
    List<String> lines(String info, int which) {
        return blocks.stream().filter(it -> it.info().equals(info)).toList().get(which).lines();
    }

    /// The same as one text.
    String text(String info, int which) {
        return String.join("\n", lines(info, which)) + "\n";
    }

    /// All that a reader types, in order.
    List<Command> commands() {
        return blocks.stream()
                .filter(Block::isConsole)
                .flatMap(block -> block.commands().stream())
                .toList();
    }

    static List<Page> all() {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT)) {
            top.filter(it -> it.toString().endsWith(".md")).forEach(files::add);
            for (String folder : List.of("docs", "design", "changes")) {
                try (Stream<Path> pages = Files.walk(ROOT.resolve(folder))) {
                    pages.filter(it -> it.toString().endsWith(".md"))
                            // made by the program, and held by a test of their own
                            .filter(it ->
                                    !it.toString().matches(".*/docs/examples/[^/]+/documents/.*"))
                            .forEach(files::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().sorted().map(Page::read).toList();
    }

    private static Page read(Path file) {
        try {
            return parse(ROOT.relativize(file), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page parse(Path place, List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder prose = new StringBuilder();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                inside = !inside;
                if (inside) {
                    blocks.add(new Block(line.substring(3).strip(), new ArrayList<>()));
                }
            } else if (inside) {
                blocks.getLast().lines().add(line);
            } else {
                prose.append(line).append('\n');
            }
        }
        return new Page(place, blocks, prose.toString());
    }

    /// Links to files, as they are written.
    List<String> links() {
        return LINK.matcher(CODE.matcher(prose).replaceAll(" "))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains(":"))
                .toList();
    }

    /// What stands in backquotes.
    List<String> code() {
        return CODE.matcher(prose).results().map((MatchResult it) -> it.group(1)).toList();
    }
}
