package dev.muster.provider.process;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.posix.DurableFile;
import dev.muster.provider.process.kind.ProcessErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who acted last on a component in a region, and what they wanted; kept over restarts.
///
/// The caller holds the component's lock.
record Turn(ComponentId component, Path file) {
    private static final Pattern TEXT = Pattern.compile("epoch=([0-9]{1,18}) wish=(RUN|STOP)\n");

    /// What was last asked for.
    enum Wish {
        RUN,
        STOP
    }

    /// Takes the turn, durable when it returns.
    ///
    /// @return whether the last one who acted had stopped it
    /// @throws dev.muster.model.MusterException if a higher epoch acted before
    boolean take(Epoch epoch, Wish wish) {
        Optional<Matcher> last = read();
        long highest = last.map(match -> Long.parseLong(match.group(1))).orElse(0L);
        if (highest > epoch.number()) {
            throw ProcessErrors.FENCED.error(
                    component + " was taken over with epoch " + highest + ", this run has " + epoch,
                    "muster run list");
        }
        try {
            DurableFile.replace(file, "epoch=" + epoch + " wish=" + wish + "\n");
        } catch (IOException e) {
            throw unusable(e.getMessage(), e);
        }
        return last.filter(match -> match.group(2).equals(Wish.STOP.name())).isPresent();
    }

    /// Whether anybody ever acted on it from here.
    boolean isTaken() {
        return read().isPresent();
    }

    private Optional<Matcher> read() {
        try {
            String text = Files.readString(file);
            Matcher match = TEXT.matcher(text);
            if (!match.matches()) {
                throw unusable("it is damaged", null);
            }
            return Optional.of(match);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    private RuntimeException unusable(@Nullable String why, @Nullable Throwable cause) {
        String message = "cannot use " + file + " of " + component + ": " + why;
        String hint = "check space and rights of its folder; delete it where it is damaged";
        return cause == null
                ? ProcessErrors.STATE_UNUSABLE.error(message, hint)
                : ProcessErrors.STATE_UNUSABLE.error(message, hint, cause);
    }
}
