package dev.muster.reader;

import dev.muster.model.FileNames;
import dev.muster.model.MusterException;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.sealed.VaultDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// One command from what was typed to its exit status: 0 done, 1 refused or failed, 2 not
/// understood.
final class Reader {
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private final Surroundings around;

    Reader(Surroundings around) {
        this.around = around;
    }

    int run(List<String> typed) {
        try {
            Arguments arguments = Arguments.of(typed, around.environment());
            command(arguments);
            return 0;
        } catch (UsageException e) {
            around.err().println(e.getMessage());
            around.err().println("see: java -jar muster-reader.jar help");
            return NOT_UNDERSTOOD;
        } catch (MusterException e) {
            around.err().println("error " + e.code().id() + "  " + e.getMessage());
            if (!e.hint().isEmpty()) {
                around.err().println("  " + e.hint());
            }
            return FAILED;
        } catch (IOException e) {
            around.err().println("failed: " + e);
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            around.err().println("interrupted");
            return FAILED;
        }
    }

    private void command(Arguments arguments) throws IOException, InterruptedException {
        if (arguments.has("--version")) {
            around.out().println(around.version() + ", format " + ObjectKind.FORMAT_NAME);
            return;
        }
        String command =
                arguments.words().isEmpty() || arguments.has("--help")
                        ? "help"
                        : arguments.words().getFirst();
        switch (command) {
            case "help" -> print("help.txt");
            case "format" -> print("vault-format.md");
            case "list" -> list(arguments);
            case "files" -> files(arguments);
            case "get" -> get(arguments);
            case "restore" -> restore(arguments);
            case "strategy" -> strategy(arguments);
            default -> throw new UsageException("there is no command '" + command + "'");
        }
    }

    /// A text that the jar holds.
    private void print(String name) throws IOException {
        try (InputStream text =
                Objects.requireNonNull(Reader.class.getResourceAsStream(name), name)) {
            around.out().print(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void list(Arguments arguments) {
        try (Vault vault = new Opening(arguments, around).vault()) {
            new Listing(vault, around)
                    .show(
                            arguments.words().size() > 1
                                    ? Optional.of(arguments.words().get(1))
                                    : Optional.empty());
        }
    }

    private void files(Arguments arguments) {
        Opening opening = new Opening(arguments, around);
        try (Vault vault = opening.vault()) {
            Point point = Point.of(vault, arguments);
            vault.snapshot(point.source(), point.id(), opening.key(vault))
                    .entries(entry -> around.out().println(FileNames.show(shown(entry))));
        }
    }

    private static String shown(FileEntry entry) {
        return entry instanceof FileEntry.Folder ? entry.path() + "/" : entry.path();
    }

    private void get(Arguments arguments) throws InterruptedException {
        Opening opening = new Opening(arguments, around);
        try (Vault vault = opening.vault()) {
            Point point = Point.of(vault, arguments);
            String path = FileNames.typed(arguments.word(3, "file, as `files` shows it"));
            new FilesRestore(vault.snapshot(point.source(), point.id(), opening.key(vault)), around)
                    .one(path, arguments.need("--into", "the folder to put it into"));
        }
    }

    private void restore(Arguments arguments) throws IOException, InterruptedException {
        Opening opening = new Opening(arguments, around);
        try (Vault vault = opening.vault()) {
            new Restoring(vault, opening.key(vault), arguments, around)
                    .run(Point.of(vault, arguments));
        }
    }

    private void strategy(Arguments arguments) {
        Opening opening = new Opening(arguments, around);
        try (Vault vault = opening.vault()) {
            VaultDocuments.Text text =
                    new VaultDocuments(vault).strategy(opening.key(vault), Optional.empty());
            around.out().print(text.text());
        }
    }
}
