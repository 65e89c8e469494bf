package dev.muster.cli.docs;

import dev.muster.model.Digest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The list of a folder's documents: what we wrote there, and may therefore replace and remove.
///
/// In the form of sha256sum(1), so that `sha256sum -c SHA256SUMS` verifies a printed or mailed set
/// without Muster.
///
/// @param strategy whose documents they are
/// @param files digests by path
record ChecksumList(String strategy, SortedMap<String, Digest> files) {
    static final String FILE = "SHA256SUMS";

    private static final Pattern OWNER =
            Pattern.compile("# Documents of strategy ([^\\s,]+), written by muster docs\\.");

    /// A list is read from a folder that anybody may have written to: no path in it leads out.
    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{64})  ((?:[a-z0-9][a-z0-9.-]*/)*[a-z0-9][a-z0-9.-]*)");

    ChecksumList {
        files = new TreeMap<>(files);
    }

    static ChecksumList of(String strategy, Map<String, String> texts) {
        SortedMap<String, Digest> files = new TreeMap<>();
        texts.forEach((path, text) -> files.put(path, Digest.of(text)));
        return new ChecksumList(strategy, files);
    }

    /// @return empty if the text is not such a list
    static Optional<ChecksumList> parse(String text) {
        List<String> lines = text.lines().toList();
        Matcher owner = OWNER.matcher(lines.isEmpty() ? "" : lines.getFirst());
        if (!owner.matches()) {
            return Optional.empty();
        }
        SortedMap<String, Digest> files = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher entry = LINE.matcher(line);
            if (entry.matches()) {
                files.put(entry.group(2), new Digest(entry.group(1)));
            }
        }
        return Optional.of(new ChecksumList(owner.group(1), files));
    }

    boolean names(String path) {
        return files.containsKey(path);
    }

    /// With further paths of an older list, which are still to be removed.
    ChecksumList and(ChecksumList older) {
        SortedMap<String, Digest> all = new TreeMap<>(older.files);
        all.putAll(files);
        return new ChecksumList(strategy, all);
    }

    /// The paths that another list does not name.
    List<String> without(Collection<String> other) {
        return files.keySet().stream().filter(path -> !other.contains(path)).toList();
    }

    String text() {
        StringBuilder out = new StringBuilder();
        out.append("# Documents of strategy " + strategy + ", written by muster docs.\n");
        files.forEach((path, digest) -> out.append(digest.hex() + "  " + path + "\n"));
        return out.toString();
    }
}
