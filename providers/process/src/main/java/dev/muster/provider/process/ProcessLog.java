package dev.muster.provider.process;

import dev.muster.provider.process.kind.ProcessErrors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The file that a process writes its output to.
final class ProcessLog {
    private static final int TAIL_BYTES = 4096;
    private static final int TAIL_LINES = 8;

    private ProcessLog() {}

    /// Where the next start writes to. The log of the start before is kept beside it.
    static Path fresh(ProcessWorkload.Place place) {
        Path log = place.folder().resolve(place.name() + ".log");
        try {
            Files.move(
                    log,
                    place.folder().resolve(place.name() + ".log.before"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException firstStart) {
            return log;
        } catch (IOException e) {
            throw ProcessErrors.STATE_UNUSABLE.error(
                    "cannot put the old log of " + place.component() + " aside: " + e.getMessage(),
                    "check space and rights of " + place.folder(),
                    e);
        }
        return log;
    }

    /// The last lines, or words that say why there are none.
    static String tail(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList();
            if (lines.isEmpty()) {
                return "(it wrote nothing)";
            }
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return String.join("\n", last);
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }
}
