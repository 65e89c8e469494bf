package dev.muster.engine.kill;

import dev.muster.engine.shell.Ledger;
import dev.muster.model.Epoch;
import dev.muster.model.RunId;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import dev.muster.record.Token;
import dev.muster.record.json.RecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A home in a folder that survives the process: put-if-absent by hard links, synced.
final class FolderLedger implements Ledger {
    private static final RecordJson JSON = RecordJson.STANDARD;

    private final Path folder;
    private final Runnable point;
    private final AtomicLong names = new AtomicLong();

    FolderLedger(Path folder, Runnable point) {
        this.folder = folder;
        this.point = point;
    }

    boolean has(Token token) {
        return Files.exists(folder.resolve("receipt-" + token));
    }

    @Override
    public Optional<RunStart> start(RunId run) {
        return read("start-" + run).map(JSON::readStart);
    }

    @Override
    public RunStart begin(RunStart start) {
        put("start-" + start.run(), JSON.write(start));
        return start(start.run()).orElseThrow();
    }

    @Override
    public Optional<Receipt> find(Token token) {
        return read("receipt-" + token).map(JSON::readReceipt);
    }

    @Override
    public Receipt putIfAbsent(Receipt receipt) {
        put("receipt-" + receipt.token(), JSON.write(receipt));
        return find(receipt.token()).orElseThrow();
    }

    @Override
    public Epoch claim(RunId run) {
        Epoch next = currentEpoch(run).map(Epoch::next).orElse(Epoch.FIRST);
        while (!put("epoch-" + run + "-" + next, new byte[] {'\n'})) {
            next = next.next();
        }
        return next;
    }

    @Override
    public Optional<Epoch> currentEpoch(RunId run) {
        long highest = 0;
        while (Files.exists(folder.resolve("epoch-" + run + "-" + (highest + 1)))) {
            highest++;
        }
        return highest == 0 ? Optional.empty() : Optional.of(new Epoch(highest));
    }

    private Optional<byte[]> read(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private boolean put(String name, byte[] content) {
        point.run();
        Path temporary =
                folder.resolve(
                        "tmp-" + ProcessHandle.current().pid() + "-" + names.incrementAndGet());
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(content));
                channel.force(true);
            }
            Files.createLink(folder.resolve(name), temporary);
            point.run();
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } finally {
            delete(temporary);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
