package dev.muster.datafolder;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder that a restore shall make.
///
/// @param token the operation's
/// @param moment what it is to be brought to
/// @param mark the name of the mark that an earlier attempt left
/// @param inPlace whether something may be there
public record Place(
        FolderErrors errors,
        ComponentId component,
        Path data,
        String token,
        String moment,
        String mark,
        boolean inPlace) {
    /// Where nothing may be yet, for a server that is to serve.
    public static Place fresh(
            FolderErrors errors, ComponentId component, Path data, String token, String moment) {
        return new Place(errors, component, data, token, moment, Mark.RESTORED, false);
    }

    /// Whether an earlier attempt of this operation completed it.
    ///
    /// @throws dev.muster.model.MusterException if it holds something else
    public boolean isComplete() {
        Optional<Mark> known = Mark.read(errors, component, data, mark);
        boolean ours = known.flatMap(it -> it.value(Mark.TOKEN)).filter(token::equals).isPresent();
        Optional<String> to = known.flatMap(it -> it.value(Mark.TARGET));
        if (ours && to.filter(moment::equals).isPresent()) {
            return true;
        }
        if (Files.exists(data, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder()) {
            throw errors.foreign()
                    .error(
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
    public void requireUsable(ByteSize needed) {
        Path above = data.getParent();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        if (above == null) {
            throw unusable("it is the root of all folders", null);
        }
        try {
            if (inPlace && Files.isSymbolicLink(data)) {
                throw unusable("it is a link; name the folder itself", null);
            }
            if (Files.exists(data)
                    && !Files.getAttribute(data, "unix:dev")
                            .equals(Files.getAttribute(above, "unix:dev"))) {
                throw unusable("it is a mount point; name a folder below it", null);
            }
            long free = Files.getFileStore(above).getUsableSpace();
            if (free < needed.bytes()) {
                throw errors.space()
                        .error(
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
                ? errors.folder().error(message, "ls -ld " + data.getParent())
                : errors.folder().error(message, "ls -ld " + data.getParent(), cause);
    }
}
