package dev.muster.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Saves the details of a fault of ours, for the report that we ask for.
final class FaultFile {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://[^:/@\\s]*):[^@\\s]*@");

    private final Surroundings around;

    FaultFile(Surroundings around) {
        this.around = around;
    }

    /// @return the file; empty if it cannot be written, because the fault itself must still be
    ///   shown
    Optional<Path> save(Throwable error, List<String> args) {
        Path folder = around.places().faults();
        try {
            Files.createDirectories(folder);
            Path file =
                    Files.createTempFile(
                            folder,
                            NAME.format(around.timing().instant()) + "-",
                            ".txt",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text(error, args));
            return Optional.of(file);
        } catch (IOException | UnsupportedOperationException e) {
            error.addSuppressed(e);
            return Optional.empty();
        }
    }

    private String text(Throwable error, List<String> args) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        out.println("muster  " + around.version());
        out.println("command " + withoutPasswords(String.join(" ", args)));
        out.println("java    " + Runtime.version());
        out.println(
                "system  "
                        + System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version"));
        out.println("time    " + around.timing().instant());
        out.println();
        error.printStackTrace(out);
        return withoutPasswords(text.toString());
    }

    static String withoutPasswords(String text) {
        return PASSWORD_IN_URL.matcher(text).replaceAll("$1:***@");
    }
}
