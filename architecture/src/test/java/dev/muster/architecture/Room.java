package dev.muster.architecture;

import java.util.Set;

/// One row of the table of rooms.
///
/// @param name its name in the table
/// @param folder its module's folder; `providers/*` stands for each folder there
/// @param mayKnow names of rooms; `everything` stands for all
/// @param nature `core`, `clock` or nothing
record Room(String name, String folder, Set<String> mayKnow, String nature) {
    boolean lives(String module) {
        return folder.endsWith("/*")
                ? module.startsWith(folder.substring(0, folder.length() - 1))
                : module.equals(folder);
    }
}
