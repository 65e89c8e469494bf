package dev.muster.drill.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every answer that the outside client got: a text file that only grows, with a line `QUESTION
/// ASKED ANSWERED good|bad DETAIL` each, in the order of the answers. Safe for many threads.
public final class AnswerLog implements AutoCloseable {
    private static final Pattern LINE =
            Pattern.compile("(PROBE|ORDER) (\\S+) (\\S+) (good|bad) (\\S+)");

    private final LineFile lines;

    public AnswerLog(Path file) {
        this.lines = new LineFile(file);
    }

    public void add(Answer answer) {
        lines.add(
                answer.what()
                        + " "
                        + answer.askedAt()
                        + " "
                        + answer.answeredAt()
                        + " "
                        + (answer.good() ? "good " : "bad ")
                        + answer.detail());
    }

    @Override
    public void close() {
        lines.close();
    }

    /// Reads a log, also while it is written. Empty where there is none yet.
    public static List<Answer> read(Path file) {
        return Files.exists(file) ? LineFile.read(file, AnswerLog::parse) : List.of();
    }

    private static Optional<Answer> parse(String text) {
        Matcher match = LINE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Answer(
                            Answer.Question.valueOf(match.group(1)),
                            Instant.parse(match.group(2)),
                            Instant.parse(match.group(3)),
                            match.group(4).equals("good"),
                            match.group(5)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
