package dev.muster.operations.files;

import dev.muster.model.FileNames;
import dev.muster.posix.Descriptor;
import dev.muster.posix.Directory;
import dev.muster.posix.DirectoryEntry;
import dev.muster.posix.FileType;
import dev.muster.posix.OpenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;

/// Everything that the system's own tools and its attributes tell of a tree, as text.
final class Listing {
    private Listing() {}

    static String of(Path root) throws IOException, InterruptedException {
        // folders have whatever size the file system likes
        String names =
                run(
                        root,
                        "find . \\( -type d -printf '%P|%y|%m|%U:%G|%T@\\0' \\) -o"
                                + " -printf '%P|%y|%m|%U:%G|%n|%s|%T@|%l\\0' | sort -z");
        String contents = run(root, "find . -type f -print0 | sort -z | xargs -0 -r sha256sum -z");
        StringBuilder attributes = new StringBuilder();
        try (Directory folder = Directory.open(root)) {
            attributes(folder, "", attributes);
        }
        return (names + contents).replace('\0', '\n') + attributes;
    }

    private static String run(Path folder, String command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", command).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + command);
        }
        return new String(output, StandardCharsets.ISO_8859_1);
    }

    private static void attributes(Directory folder, String path, StringBuilder all)
            throws IOException {
        attributes((Descriptor) folder, path, all);
        for (DirectoryEntry entry : folder.list()) {
            String below = path + "/" + FileNames.show(FileNames.text(entry.name()));
            if (entry.type() == FileType.FOLDER) {
                try (Directory next = folder.folder(entry.name())) {
                    attributes(next, below, all);
                }
            } else if (entry.type() == FileType.FILE) {
                try (OpenFile file = folder.read(entry.name())) {
                    attributes(file, below, all);
                }
            }
        }
    }

    private static void attributes(Descriptor file, String path, StringBuilder all)
            throws IOException {
        for (String name : new TreeSet<>(file.attributes())) {
            all.append(path)
                    .append(' ')
                    .append(name)
                    .append('=')
                    .append(Arrays.toString(file.attribute(name)))
                    .append('\n');
        }
    }
}
