package dev.muster.engine.journal;

import dev.muster.engine.EngineErrors;
import dev.muster.model.MusterException;
import dev.muster.model.RunId;
import dev.muster.posix.DurableFile;
import dev.muster.record.RunOrder;
import dev.muster.record.json.RecordJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Orders as files in `orders`, beside the journal: `ID.json` waits, `ID.refused` says why it was
/// not carried out. A file appears whole and synced, or not at all.
public final class OrderFolder implements Inbox {
    private static final String WAITS = ".json";
    private static final String REFUSED = ".refused";
    private static final String UNREADABLE = ".unreadable";
    private static final int LONGEST = 64 << 10;

    private final Path folder;
    private final RunId run;

    /// @param runs the folder of all runs
    public OrderFolder(Path runs, RunId run) {
        this.folder = runs.resolve(run.value()).resolve("orders");
        this.run = run;
    }

    /// Gives an order: durable when this returns.
    public void put(RunOrder order) {
        write(order.id(), WAITS, RecordJson.STANDARD.write(order));
    }

    /// Whether it still waits.
    public boolean waits(RunOrder order) {
        return Files.exists(folder.resolve(order.id() + WAITS));
    }

    /// Why it was refused; empty if it was not.
    public Optional<String> refusal(RunOrder order) {
        Path file = folder.resolve(order.id() + REFUSED);
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException error) {
            throw unusable(error);
        }
    }

    /// Takes an order back that nobody took.
    public void withdraw(RunOrder order) {
        delete(order.id() + WAITS);
    }

    @Override
    public List<RunOrder> waiting() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<RunOrder> waiting = new ArrayList<>();
            for (Path file : files.filter(it -> it.toString().endsWith(WAITS)).sorted().toList()) {
                read(file).ifPresent(waiting::add);
            }
            return waiting;
        } catch (IOException error) {
            throw unusable(error);
        }
    }

    /// What is no order is put aside, so that it does not keep others from being read.
    private Optional<RunOrder> read(Path file) throws IOException {
        try {
            if (Files.size(file) > LONGEST) {
                return putAside(file);
            }
            RunOrder order = RecordJson.STANDARD.readOrder(Files.readAllBytes(file));
            return file.getFileName().toString().equals(order.id() + WAITS)
                    ? Optional.of(order)
                    : putAside(file);
        } catch (NoSuchFileException withdrawn) {
            return Optional.empty();
        } catch (MusterException malformed) {
            return putAside(file);
        }
    }

    private static Optional<RunOrder> putAside(Path file) throws IOException {
        Files.move(
                file,
                file.resolveSibling(file.getFileName() + UNREADABLE),
                StandardCopyOption.REPLACE_EXISTING);
        return Optional.empty();
    }

    @Override
    public void taken(RunOrder order) {
        delete(order.id() + WAITS);
    }

    /// Says why before it no longer waits: who looks in between waits on.
    @Override
    public void refused(RunOrder order, String why) {
        write(order.id(), REFUSED, why.getBytes(StandardCharsets.UTF_8));
        delete(order.id() + WAITS);
    }

    private void write(String id, String ending, byte[] content) {
        try {
            Files.createDirectories(folder);
            DurableFile.replace(folder.resolve(id + ending), content);
        } catch (IOException error) {
            throw unusable(error);
        }
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException error) {
            throw unusable(error);
        }
    }

    private MusterException unusable(IOException error) {
        return EngineErrors.ORDERS_UNUSABLE.error(
                "the orders of run " + run + " in " + folder + " cannot be used: " + error,
                "",
                error);
    }
}
