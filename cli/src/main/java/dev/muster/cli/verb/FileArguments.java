package dev.muster.cli.verb;

import dev.muster.cli.CliErrors;
import dev.muster.model.FileNames;
import dev.muster.vault.format.FileEntry;

/// Reads paths in backups as a user types them.
final class FileArguments {
    private FileArguments() {}

    /// A path as it is in the backup: without `./` before and `/` behind it, odd bytes as in
    /// `\\xff`. Empty for the top.
    static String path(String typed) {
        String path = typed;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.isEmpty() || path.equals(".")) {
            return "";
        }
        String name = FileNames.typed(path);
        if (!FileEntry.isPath(name)) {
            throw CliErrors.WRONG_USAGE.error(
                    "'" + typed + "' is no path in a backup", "paths are relative: etc/hosts");
        }
        return name;
    }
}
