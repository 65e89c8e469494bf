package dev.muster.vault.disk;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A path of a [SimulatedDisk].
final class DiskPath implements Path {
    private final DiskFiles files;
    private final List<String> names;
    private final boolean absolute;

    DiskPath(DiskFiles files, List<String> names, boolean absolute) {
        this.files = files;
        this.names = List.copyOf(names);
        this.absolute = absolute;
    }

    private DiskPath of(List<String> other, boolean fromRoot) {
        return new DiskPath(files, other, fromRoot);
    }

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public Path getRoot() {
        return absolute ? of(List.of(), true) : null;
    }

    @Override
    public Path getFileName() {
        return names.isEmpty() ? null : of(List.of(names.getLast()), false);
    }

    @Override
    public Path getParent() {
        if (names.isEmpty() || (names.size() == 1 && !absolute)) {
            return null;
        }
        return of(names.subList(0, names.size() - 1), absolute);
    }

    @Override
    public int getNameCount() {
        return names.size();
    }

    @Override
    public Path getName(int index) {
        return of(List.of(names.get(index)), false);
    }

    @Override
    public Path subpath(int from, int to) {
        return of(names.subList(from, to), false);
    }

    @Override
    public boolean startsWith(Path other) {
        List<String> start = ((DiskPath) other).names;
        return start.size() <= names.size() && names.subList(0, start.size()).equals(start);
    }

    @Override
    public boolean endsWith(Path other) {
        List<String> end = ((DiskPath) other).names;
        return end.size() <= names.size()
                && names.subList(names.size() - end.size(), names.size()).equals(end);
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path resolve(Path other) {
        DiskPath path = (DiskPath) other;
        if (path.absolute) {
            return path;
        }
        List<String> all = new ArrayList<>(names);
        all.addAll(path.names);
        return of(all, absolute);
    }

    @Override
    public Path relativize(Path other) {
        List<String> all = ((DiskPath) other).names;
        return of(all.subList(names.size(), all.size()), false);
    }

    @Override
    public URI toUri() {
        return URI.create("simulated://" + this);
    }

    @Override
    public Path toAbsolutePath() {
        return of(names, true);
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath();
    }

    @Override
    public WatchKey register(
            WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskPath path
                && path.files == files
                && path.absolute == absolute
                && path.names.equals(names);
    }

    @Override
    public int hashCode() {
        return Objects.hash(names, absolute);
    }

    @Override
    public String toString() {
        return (absolute ? "/" : "") + String.join("/", names);
    }
}
