package dev.muster.vault.repository;

import dev.muster.model.ExtendedAttribute;
import dev.muster.model.FileMetadata;
import dev.muster.model.FileOwner;
import dev.muster.posix.Accounts;
import dev.muster.posix.Descriptor;
import dev.muster.posix.Directory;
import dev.muster.posix.FileStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Gives restored files their owner, mode, attributes and time, and notes what it may not give.
/// Many threads.
final class MetadataSetter {
    /// Without their owner, these would give away somebody else's rights.
    private static final int SET_IDS = 06000;

    private final Accounts accounts = new Accounts();
    private final boolean root = Accounts.isRoot();
    private final RestoreNotes notes;

    MetadataSetter(RestoreNotes notes) {
        this.notes = notes;
    }

    /// To an open file or folder. The time comes last: all else would change it.
    void set(Descriptor file, String path, FileMetadata metadata) throws IOException {
        boolean owned = owner(file, path, metadata);
        attributes(file, path, metadata);
        int mode = owned ? metadata.mode() : metadata.mode() & ~SET_IDS;
        if (mode != metadata.mode()) {
            notes.note("without its owner it does not run as that", path);
        }
        file.setMode(mode);
        if (metadata.modified().isPresent()) {
            file.setModified(metadata.modified().get());
        }
    }

    private boolean owner(Descriptor file, String path, FileMetadata metadata) throws IOException {
        if (metadata.owner().isEmpty()) {
            return true;
        }
        FileStatus now = file.status();
        long uid = uid(metadata.owner().get());
        long gid = gid(metadata.owner().get());
        boolean same = now.uid() == uid && now.gid() == gid;
        if (same) {
            return true;
        }
        try {
            file.setOwner(uid, gid);
            return true;
        } catch (IOException refused) {
            noteOwner(path);
            return false;
        }
    }

    private void noteOwner(String path) {
        notes.note(
                root
                        ? "the owner could not be set"
                        : "the owner could not be set, which only root may",
                path);
    }

    /// By name where this machine has it, else by number.
    private long uid(FileOwner owner) {
        return owner.user().isEmpty()
                ? owner.uid()
                : accounts.uid(owner.user()).orElse(owner.uid());
    }

    private long gid(FileOwner owner) {
        return owner.group().isEmpty()
                ? owner.gid()
                : accounts.gid(owner.group()).orElse(owner.gid());
    }

    private void attributes(Descriptor file, String path, FileMetadata metadata)
            throws IOException {
        if (metadata.owner().isEmpty()) {
            return;
        }
        Set<String> superfluous = new HashSet<>(file.attributes());
        superfluous.removeIf(name -> !isKept(name));
        for (ExtendedAttribute attribute : metadata.extended()) {
            superfluous.remove(attribute.name());
            set(file, path, attribute);
        }
        for (String name : superfluous) {
            file.removeAttribute(name);
        }
    }

    private void set(Descriptor file, String path, ExtendedAttribute attribute) {
        try {
            file.setAttribute(attribute.name(), attribute.toBytes());
        } catch (IOException refused) {
            notes.note("the attribute " + attribute.name() + " could not be set", path);
        }
    }

    /// To a link or fifo in a folder.
    void set(Directory folder, byte[] name, String path, FileMetadata metadata, boolean link)
            throws IOException {
        if (metadata.owner().isPresent()) {
            FileStatus now = folder.status(name);
            long uid = uid(metadata.owner().get());
            long gid = gid(metadata.owner().get());
            if (now.uid() != uid || now.gid() != gid) {
                try {
                    folder.setOwner(name, uid, gid);
                } catch (IOException refused) {
                    noteOwner(path);
                }
            }
        }
        if (!link) {
            folder.setMode(name, metadata.mode() & ~SET_IDS);
        }
        Optional<Instant> modified = metadata.modified();
        if (modified.isPresent()) {
            folder.setModified(name, modified.get());
        }
    }

    /// Whether an open file already is as it was, as far as can be seen without a change.
    boolean isSet(FileStatus now, FileMetadata metadata) {
        return now.mode() == metadata.mode()
                && metadata.modified().filter(now.modified()::equals).isPresent()
                && metadata.owner()
                        .filter(owner -> uid(owner) == now.uid() && gid(owner) == now.gid())
                        .isPresent();
    }

    /// Whether it has the very attributes.
    boolean hasAttributes(Descriptor file, FileMetadata metadata) throws IOException {
        Set<String> present = new HashSet<>(file.attributes());
        for (ExtendedAttribute attribute : metadata.extended()) {
            if (!present.remove(attribute.name())
                    || !Arrays.equals(file.attribute(attribute.name()), attribute.toBytes())) {
                return false;
            }
        }
        return present.stream().noneMatch(MetadataSetter::isKept);
    }

    /// Those that a backup has if a file has them; they are taken away where it has none.
    private static boolean isKept(String name) {
        return name.startsWith("user.")
                || name.startsWith("system.posix_acl_")
                || name.equals("security.capability");
    }
}
