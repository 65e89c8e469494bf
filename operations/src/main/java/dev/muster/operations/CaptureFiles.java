package dev.muster.operations;

import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What outlives a capture process: whether somebody captures, whether the source's commits wait
/// for it, and whether a recovery closed it.
public final class CaptureFiles {
    private final Path folder;

    public CaptureFiles(StateFolder state, ComponentId component) {
        this.folder = state.captures(component);
    }

    /// Held by whoever captures; free as soon as that process is gone or has ended its capture.
    public Path lock() {
        return folder.resolve("lock");
    }

    public Path closedFile() {
        return folder.resolve("closed");
    }

    /// Whether the source's commits waited for our acknowledgement when that was last seen. A dead
    /// receiver leaves it standing, as the source goes on waiting.
    public boolean commitsWait() {
        return SmallFiles.read(folder.resolve("commits-wait")).filter("true"::equals).isPresent();
    }

    public void commitsWait(boolean waiting) {
        SmallFiles.write(folder.resolve("commits-wait"), Boolean.toString(waiting));
    }

    /// Since when commits pass uncaptured because a watchdog let them through, or is about to;
    /// empty where they wait as they should.
    public Optional<Instant> letThroughSince() {
        return SmallFiles.read(letThroughFile()).map(text -> Instant.parse(text.strip()));
    }

    public void letThrough(Instant since) {
        SmallFiles.write(letThroughFile(), since + "\n");
    }

    /// Commits wait again.
    public void waitAgain() {
        SmallFiles.delete(letThroughFile());
    }

    private Path letThroughFile() {
        return folder.resolve("let-through");
    }

    /// Ends capture of the source at this address for good. Durable before it returns.
    public void close(Epoch epoch, Optional<Address> source) {
        Closed closed = closed().orElse(new Closed(epoch, source));
        Epoch highest = closed.epoch().compareTo(epoch) > 0 ? closed.epoch() : epoch;
        SmallFiles.write(
                closedFile(), highest + " " + source.map(Address::toString).orElse("") + "\n");
    }

    /// Lets capture begin again, unless a later recovery ended it.
    ///
    /// @return whether it may
    public boolean reopen(Epoch epoch) {
        if (closed().filter(closed -> closed.epoch().compareTo(epoch) > 0).isPresent()) {
            return false;
        }
        SmallFiles.delete(closedFile());
        return true;
    }

    public Optional<Closed> closed() {
        return SmallFiles.read(closedFile()).map(CaptureFiles::parse);
    }

    /// Whether capture of this source was ended for good. A source at another address is another
    /// one: the recovered.
    public boolean isClosedFor(Optional<Address> source) {
        return closed().filter(closed -> closed.names(source)).isPresent();
    }

    private static Closed parse(String text) {
        String[] words = text.strip().split(" ", 2);
        Epoch epoch = new Epoch(Long.parseLong(words[0]));
        String source = words.length > 1 ? words[1].strip() : "";
        return new Closed(epoch, source);
    }

    public Optional<FileLocks.Held> tryLock() {
        return FileLocks.tryLock(lock());
    }

    /// @param source as [Address] prints it; empty if the kind has no address
    public record Closed(Epoch epoch, String source) {
        Closed(Epoch epoch, Optional<Address> source) {
            this(epoch, source.map(Address::toString).orElse(""));
        }

        boolean names(Optional<Address> other) {
            return source.equals(other.map(Address::toString).orElse(""));
        }
    }
}
