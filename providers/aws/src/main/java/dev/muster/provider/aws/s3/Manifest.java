package dev.muster.provider.aws.s3;

import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.posix.DurableFile;
import dev.muster.provider.Operation;
import dev.muster.provider.aws.kind.AwsErrors;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a restore will do, written down before it does anything, and how far it came.
///
/// The manifest gets its name when it is whole: where it stands, all of it stands. `done` says how
/// many of its lines are done; what was begun after that is done again, which does no harm.
final class Manifest {
    private static final String HEAD = "muster s3 manifest 1\t";

    private final Path file;
    private final Path done;
    private final Path lost;
    private final Aim aim;

    Manifest(Path folder, Aim aim) {
        this.file = folder.resolve("manifest.tsv");
        this.done = folder.resolve("manifest.done");
        this.lost = folder.resolve("manifest.lost");
        this.aim = aim;
    }

    /// What the whole of it comes to.
    ///
    /// @param examined versions and markers that were read
    /// @param unchanged keys that are as they were
    record Sum(long examined, long unchanged, long copies, long hides, long archived, long bytes) {
        static final Sum NONE = new Sum(0, 0, 0, 0, 0, 0);

        long changes() {
            return copies + hides + archived;
        }

        Sum with(Comparison.Pair pair, Optional<Change> change) {
            if (change.isEmpty()) {
                boolean there = pair.wanted().isPresent();
                return new Sum(
                        examined, unchanged + (there ? 1 : 0), copies, hides, archived, bytes);
            }
            return switch (change.get()) {
                case Change.Copy copy ->
                        new Sum(
                                examined,
                                unchanged,
                                copies + 1,
                                hides,
                                archived,
                                bytes + copy.size());
                case Change.Hide _ ->
                        new Sum(examined, unchanged, copies, hides + 1, archived, bytes);
                case Change.Archived _ ->
                        new Sum(examined, unchanged, copies, hides, archived + 1, bytes);
            };
        }

        /// With what was done before.
        Sum plus(Sum other) {
            return new Sum(
                    examined,
                    unchanged,
                    copies + other.copies,
                    hides + other.hides,
                    archived + other.archived,
                    bytes + other.bytes);
        }

        Sum examined(long count) {
            return new Sum(count, unchanged, copies, hides, archived, bytes);
        }

        private String line() {
            return String.join(
                    "\t",
                    "end",
                    Long.toString(examined),
                    Long.toString(unchanged),
                    Long.toString(copies),
                    Long.toString(hides),
                    Long.toString(archived),
                    Long.toString(bytes));
        }

        private static Sum parse(String line) {
            String[] words = line.split("\t", -1);
            return new Sum(
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Long.parseLong(words[5]),
                    Long.parseLong(words[6]));
        }
    }

    Path file() {
        return file;
    }

    /// Writes it anew, with nothing of it done.
    Sum write(Comparison comparison, Operation operation) throws InterruptedException {
        Path fresh = file.resolveSibling("manifest.new");
        try {
            // What was done counts lines of the old one: it goes first.
            DurableFile.delete(file);
            DurableFile.delete(done);
            DurableFile.delete(lost);
            Sum sum = lines(fresh, comparison, operation);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return sum;
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    private Sum lines(Path fresh, Comparison comparison, Operation operation)
            throws IOException, InterruptedException {
        Sum sum = Sum.NONE;
        try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
            out.write(HEAD + aim.name() + "\n");
            for (Optional<Comparison.Pair> pair = comparison.next();
                    pair.isPresent();
                    pair = comparison.next()) {
                operation.checkCancelled();
                Optional<Change> change = Changes.of(pair.get());
                sum = sum.with(pair.get(), change);
                if (change.isPresent()) {
                    out.write(change.get().line() + "\n");
                }
                if ((sum.unchanged() + sum.changes()) % 10_000 == 0) {
                    operation.progress().at(comparison.entries() + " versions");
                }
            }
            sum = sum.examined(comparison.entries());
            out.write(sum.line() + "\n");
        }
        return sum;
    }

    /// The sum of one that an earlier try wrote for the same aim.
    Optional<Sum> known() {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            if (!(HEAD + aim.name()).equals(in.readLine())) {
                return Optional.empty();
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("end\t")) {
                    return Optional.of(Sum.parse(line));
                }
            }
            return Optional.empty();
        } catch (NoSuchFileException nothingYet) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /// Puts it aside, once all of it is done: the next restore looks anew, for the bucket may have
    /// changed since.
    void close() {
        try {
            Files.move(
                    file,
                    file.resolveSibling("manifest.last.tsv"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("put aside", e);
        }
    }

    /// How many lines are done.
    long done() {
        try {
            return Long.parseLong(Files.readString(done).strip());
        } catch (NoSuchFileException nothingYet) {
            return 0;
        } catch (IOException | NumberFormatException e) {
            throw failed("read", e);
        }
    }

    /// Keeps that so many lines are done, and what of them could not be.
    void done(long lines, List<String> newlyLost) {
        try {
            if (!newlyLost.isEmpty()) {
                // Before the count: what is told twice is better than what is never told.
                List<String> all = new ArrayList<>(lost());
                newlyLost.stream().filter(one -> !all.contains(one)).forEach(all::add);
                DurableFile.replace(lost, String.join("\n", all) + "\n");
            }
            DurableFile.replace(done, lines + "\n");
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /// What could not be brought back.
    List<String> lost() {
        try {
            return Files.readAllLines(lost);
        } catch (NoSuchFileException nothing) {
            return List.of();
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /// Hands the changes out, some at a time, from a line on.
    Reader from(long line) {
        try {
            Reader reader = new Reader(Files.newBufferedReader(file));
            reader.skip(line);
            return reader;
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /// An open manifest.
    final class Reader implements AutoCloseable {
        private final BufferedReader in;

        private Reader(BufferedReader in) {
            this.in = in;
        }

        private void skip(long lines) throws IOException {
            for (long i = 0; i <= lines; i++) {
                in.readLine();
            }
        }

        /// The next ones, at most so many; none after the last.
        List<Change> next(int atMost) {
            List<Change> changes = new ArrayList<>();
            try {
                while (changes.size() < atMost) {
                    String line = in.readLine();
                    if (line == null || line.startsWith("end\t")) {
                        return changes;
                    }
                    changes.add(Change.parse(line));
                }
                return changes;
            } catch (IOException | IllegalArgumentException e) {
                throw failed("read", e);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw failed("read", e);
            }
        }
    }

    private MusterException failed(String doing, Exception e) {
        return AwsErrors.WORKSPACE.error(
                "cannot " + doing + " the manifest " + file + ": " + e.getMessage(),
                "df -h " + file.toAbsolutePath().getParent(),
                e);
    }

    /// For people.
    static String text(Sum sum) {
        return sum.copies()
                + " to copy ("
                + new ByteSize(sum.bytes())
                + "), "
                + sum.hides()
                + " to hide, "
                + sum.unchanged()
                + " as they were";
    }
}
