package dev.muster.vault.disk;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The names of a [SimulatedDisk].
final class DiskFiles extends FileSystem {
    private final SimulatedDisk disk;

    DiskFiles(SimulatedDisk disk) {
        this.disk = disk;
    }

    @Override
    public FileSystemProvider provider() {
        return disk;
    }

    @Override
    public Path getPath(String first, String... more) {
        String all = first + "/" + String.join("/", more);
        List<String> names = new ArrayList<>();
        Arrays.stream(all.split("/", -1)).filter(name -> !name.isEmpty()).forEach(names::add);
        return new DiskPath(this, names, first.startsWith("/"));
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic", "posix");
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher real = FileSystems.getDefault().getPathMatcher(pattern);
        return path -> real.matches(Path.of(path.toString()));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }

    /// What is known of a file.
    record Attributes(DiskNode node) implements PosixFileAttributes {
        @Override
        public UserPrincipal owner() {
            throw new UnsupportedOperationException();
        }

        @Override
        public GroupPrincipal group() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<PosixFilePermission> permissions() {
            return node.mode;
        }

        @Override
        public FileTime lastModifiedTime() {
            return node.modified;
        }

        @Override
        public FileTime lastAccessTime() {
            return node.modified;
        }

        @Override
        public FileTime creationTime() {
            return node.modified;
        }

        @Override
        public boolean isRegularFile() {
            return !node.folder;
        }

        @Override
        public boolean isDirectory() {
            return node.folder;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public long size() {
            return node.bytes.length;
        }

        @Override
        public Object fileKey() {
            return node;
        }
    }
}
