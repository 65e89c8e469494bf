package dev.muster.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.muster.model.FileNames;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// Names and numbers of users and groups, each asked for once.
public final class Accounts {
    private static final int ROOM = 64 << 10;
    private static final int RECORD = 256;

    /// `struct passwd` and `struct group` both begin: name, password, number.
    private static final int NUMBER = 16;

    private final ConcurrentHashMap<Long, String> users = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, String> groups = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, OptionalLong> userNumbers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, OptionalLong> groupNumbers = new ConcurrentHashMap<>();

    /// Empty where the number has none.
    public String user(long uid) {
        return users.computeIfAbsent(uid, id -> name(Native.Accounts.GETPWUID, id));
    }

    /// Empty where the number has none.
    public String group(long gid) {
        return groups.computeIfAbsent(gid, id -> name(Native.Accounts.GETGRGID, id));
    }

    public OptionalLong uid(String user) {
        return userNumbers.computeIfAbsent(user, it -> number(Native.Accounts.GETPWNAM, it));
    }

    public OptionalLong gid(String group) {
        return groupNumbers.computeIfAbsent(group, it -> number(Native.Accounts.GETGRNAM, it));
    }

    /// Whether this process is the superuser, who may give files away.
    public static boolean isRoot() {
        try {
            return (int) Native.Accounts.GETEUID.invokeExact(Scratch.get().state) == 0;
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    @SuppressWarnings("restricted") // the library answers with an address
    private static String name(MethodHandle ask, long id) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment record = arena.allocate(RECORD, 8);
            MemorySegment found = arena.allocate(ADDRESS);
            int result =
                    (int)
                            ask.invokeExact(
                                    Scratch.get().state,
                                    (int) id,
                                    record,
                                    arena.allocate(ROOM),
                                    (long) ROOM,
                                    found);
            if (result != 0 || found.get(ADDRESS, 0).address() == 0) {
                return "";
            }
            MemorySegment name = record.get(ADDRESS, 0).reinterpret(Scratch.TEXT);
            int end = 0;
            while (name.get(ValueLayout.JAVA_BYTE, end) != 0) {
                end++;
            }
            return new String(
                    name.asSlice(0, end).toArray(ValueLayout.JAVA_BYTE),
                    java.nio.charset.StandardCharsets.UTF_8);
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }

    private static OptionalLong number(MethodHandle ask, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment record = arena.allocate(RECORD, 8);
            MemorySegment found = arena.allocate(ADDRESS);
            int result =
                    (int)
                            ask.invokeExact(
                                    Scratch.get().state,
                                    Scratch.get().name(FileNames.bytes(name)),
                                    record,
                                    arena.allocate(ROOM),
                                    (long) ROOM,
                                    found);
            if (result != 0 || found.get(ADDRESS, 0).address() == 0) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(
                    Integer.toUnsignedLong(record.get(ValueLayout.JAVA_INT, NUMBER)));
        } catch (Throwable e) {
            throw Native.broken(e);
        }
    }
}
