package dev.muster.provider.mariadb.recovered;

import dev.muster.provider.mariadb.binlog.Group;
import dev.muster.provider.mariadb.binlog.GroupWalk;
import dev.muster.provider.mariadb.binlog.Gtid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The files of captured log, laid out as a replica's relay log.
public final class LaidOut {
    private final Path folder;
    private final List<Long> sizes = new ArrayList<>();

    LaidOut(Path folder, int files) throws IOException {
        this.folder = folder;
        for (int i = 1; i <= files; i++) {
            sizes.add(Files.size(folder.resolve(name(i))));
        }
    }

    /// The name of one of them, counted from 1.
    public static String name(int number) {
        return String.format(java.util.Locale.ROOT, "relay.%06d", number);
    }

    /// A place in them.
    record Place(String file, long offset) {}

    long bytes() {
        return sizes.stream().mapToLong(Long::longValue).sum();
    }

    /// How many bytes lie before a place; all of them where the server is in a file of its own.
    long before(String file, long offset) {
        long before = 0;
        for (int i = 1; i <= sizes.size(); i++) {
            if (name(i).equals(file)) {
                return before + offset;
            }
            before += sizes.get(i - 1);
        }
        return file.isEmpty() ? 0 : before;
    }

    /// Where the first transaction begins that a position lacks.
    ///
    /// @param start where to look from, in the first file
    Place after(Map<Long, Gtid> position, long start) throws IOException {
        for (int i = 1; i <= sizes.size(); i++) {
            long from = i == 1 ? start : 0;
            List<Group> lacked = new ArrayList<>();
            GroupWalk walk =
                    new GroupWalk(group -> {
                        if (lacked.isEmpty() && group.start() >= from && !has(position, group)) {
                            lacked.add(group);
                        }
                    });
            try (walk) {
                Files.copy(folder.resolve(name(i)), walk);
            }
            if (!lacked.isEmpty()) {
                return new Place(name(i), lacked.getFirst().start());
            }
        }
        return new Place(name(sizes.size()), sizes.getLast());
    }

    private static boolean has(Map<Long, Gtid> position, Group group) {
        return Gtid.reaches(position, Map.of(group.gtid().domain(), group.gtid()));
    }
}
