package dev.muster.drill.client;

import dev.muster.drill.DrillErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A file that only grows, line by line. Safe for many threads.
final class LineFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    LineFile(Path file) {
        this.file = file;
        try {
            this.channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // Half a line is what a kill leaves: nothing that was said in it counts.
            channel.truncate(wholeLines(file));
            channel.position(channel.size());
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static long wholeLines(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /// The line is with the operating system when this returns: it survives our death, though not
    /// the machine's.
    synchronized void add(String line) {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /// All whole lines of a file, read one by one.
    static <T> List<T> read(Path file, Function<String, Optional<T>> parse) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
        List<T> values = new ArrayList<>();
        int number = 0;
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            number++;
            int at = number;
            values.add(
                    parse.apply(line)
                            .orElseThrow(() ->
                                    DrillErrors.FILE_DAMAGED.error(
                                            file + ":" + at + " cannot be read: " + line,
                                            "sed -n " + at + "p " + file)));
        }
        return values;
    }

    private static RuntimeException unusable(Path file, IOException e) {
        return DrillErrors.FILE.error(
                "cannot use " + file + ": " + e.getMessage(), "df -h " + file, e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }
}
