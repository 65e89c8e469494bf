package dev.muster.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables of `design/rooms.md`.
final class RoomTable {
    private final List<Room> rooms;
    private final Map<String, Set<String>> roomsOfLibrary;
    private final Map<String, Set<String>> exceptions;

    private RoomTable(
            List<Room> rooms,
            Map<String, Set<String>> roomsOfLibrary,
            Map<String, Set<String>> exceptions) {
        this.rooms = rooms;
        this.roomsOfLibrary = roomsOfLibrary;
        this.exceptions = exceptions;
    }

    static RoomTable here() {
        return parse(House.read(House.here().root().resolve("design/rooms.md")));
    }

    static RoomTable parse(String page) {
        List<Room> rooms =
                rows(page, 5).stream()
                        .map(row -> new Room(row.get(0), row.get(1), names(row.get(3)), row.get(4)))
                        .toList();
        return new RoomTable(rooms, pairs(page, 2), pairs(page, 3));
    }

    private static Map<String, Set<String>> pairs(String page, int columns) {
        return rows(page, columns).stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> names(row.get(1))));
    }

    /// The rows, without the heading, of the tables with so many columns.
    private static List<List<String>> rows(String page, int columns) {
        List<List<String>> rows = new ArrayList<>();
        boolean body = false;
        for (String line : page.lines().toList()) {
            if (!line.startsWith("|")) {
                body = false;
            } else if (line.startsWith("|---")) {
                body = true;
            } else if (body) {
                List<String> cells =
                        Arrays.stream(line.substring(1).split("\\|", -1))
                                .map(String::strip)
                                .toList();
                if (cells.size() == columns + 1) {
                    rows.add(cells.subList(0, columns));
                }
            }
        }
        return rows;
    }

    private static Set<String> names(String cell) {
        return cell.isEmpty() ? Set.of() : Set.of(cell.split(", "));
    }

    List<Room> rooms() {
        return rooms;
    }

    /// Package prefixes of libraries, each with the rooms that may use it.
    Map<String, Set<String>> roomsOfLibrary() {
        return roomsOfLibrary;
    }

    /// What a class of the core may know of the world, against the rule.
    Set<String> excepted(String type) {
        return exceptions.getOrDefault(type, Set.of());
    }

    Map<String, Set<String>> exceptions() {
        return exceptions;
    }

    /// @throws IllegalArgumentException if the table has no such room
    Room ofModule(String module) {
        return rooms.stream()
                .filter(room -> room.lives(module))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "module " + module + " is not in design/rooms.md"));
    }

    /// All rooms that one may know, directly or through those that it knows.
    Set<String> known(Room room) {
        Set<String> known = new HashSet<>();
        collect(room, known);
        return known;
    }

    private void collect(Room room, Set<String> known) {
        for (String name : room.mayKnow()) {
            for (Room other : rooms) {
                if (name.equals("everything") || other.name().equals(name)) {
                    if (known.add(other.name())) {
                        collect(other, known);
                    }
                }
            }
        }
    }
}
