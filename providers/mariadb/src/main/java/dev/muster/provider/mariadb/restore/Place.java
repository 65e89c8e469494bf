package dev.muster.provider.mariadb.restore;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.recovered.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder that a restore shall make.
final class Place {
    private final ComponentId component;
    private final Path data;
    private final String token;
    private final String moment;

    /// @param moment what it is to be brought to
    Place(ComponentId component, Path data, String token, String moment) {
        this.component = component;
        this.data = data;
        this.token = token;
        this.moment = moment;
    }

    /// Whether an earlier attempt of this operation completed it.
    ///
    /// @throws dev.muster.model.MusterException if it holds something else
    boolean isComplete() {
        Optional<Mark> known = Mark.read(component, data, Mark.RESTORED);
        boolean ours =
                known.flatMap(mark -> mark.value(Mark.TOKEN)).filter(token::equals).isPresent();
        Optional<String> to = known.flatMap(mark -> mark.value(Mark.TARGET));
        if (ours && to.filter(moment::equals).isPresent()) {
            return true;
        }
        if (Files.exists(data, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder()) {
            throw MariadbErrors.FOREIGN_FOLDER.error(
                    component
                            + ": "
                            + data
                            + (known.isPresent()
                                    ? " holds another restore, to " + to.orElse("?")
                                    : " is not empty"),
                    "mv " + data + " " + data + ".old");
        }
        return false;
    }

    private boolean isEmptyFolder() {
        if (!Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(data)) {
            return entries.findAny().isEmpty();
        } catch (IOException error) {
            throw unusable(error.toString(), error);
        }
    }

    /// Looks whether the folder can be made there, with that much in it.
    void requireUsable(ByteSize needed) {
        Path above = data.getParent();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        if (above == null) {
            throw unusable("it is the root of all folders", null);
        }
        try {
            if (Files.exists(data)
                    && !Files.getAttribute(data, "unix:dev")
                            .equals(Files.getAttribute(above, "unix:dev"))) {
                throw unusable("it is a mount point; name a folder below it", null);
            }
            long free = Files.getFileStore(above).getUsableSpace();
            if (free < needed.bytes()) {
                throw MariadbErrors.SPACE.error(
                        component
                                + ": the restore needs "
                                + needed
                                + " in "
                                + above
                                + ", "
                                + new ByteSize(free)
                                + " are free",
                        "df -h " + above);
            }
            if (!Files.isWritable(above)) {
                throw unusable(above + " is not writable", null);
            }
        } catch (IOException error) {
            throw unusable(error.toString(), error);
        }
    }

    private RuntimeException unusable(String why, @Nullable Throwable cause) {
        String message = component + ": " + data + " cannot be made: " + why;
        return cause == null
                ? MariadbErrors.FOLDER.error(message, "ls -ld " + data.getParent())
                : MariadbErrors.FOLDER.error(message, "ls -ld " + data.getParent(), cause);
    }
}
