package dev.muster.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The C library's functions. Each handle is made when it is first used.
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private Native() {}

    /// A function, or what is done where the C library has none of that name.
    ///
    /// @param variadic the first argument that is one of any number; -1 for none
    @SuppressWarnings("restricted") // calling the C library is what this class is for
    static MethodHandle function(
            String name, int variadic, ValueLayout result, ValueLayout... arguments) {
        MemorySegment address =
                LINKER.defaultLookup()
                        .find(name)
                        .orElseThrow(() ->
                                new UnsupportedOperationException(
                                        "the C library of this system has no " + name));
        FunctionDescriptor shape = FunctionDescriptor.of(result, arguments);
        Linker.Option errno = Linker.Option.captureCallState("errno");
        return variadic < 0
                ? LINKER.downcallHandle(address, shape, errno)
                : LINKER.downcallHandle(
                        address, shape, errno, Linker.Option.firstVariadicArg(variadic));
    }

    static MethodHandle function(String name, ValueLayout result, ValueLayout... arguments) {
        return function(name, -1, result, arguments);
    }

    static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    static MemorySegment newState(Arena arena) {
        return arena.allocate(STATE);
    }

    static RuntimeException broken(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a call of the C library could not be made", thrown);
    }

    /// Opening, closing and naming files.
    static final class Names {
        static final MethodHandle OPENAT =
                function("openat", 3, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
        static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
        static final MethodHandle STATX =
                function("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
        static final MethodHandle GETDENTS =
                function("getdents64", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        static final MethodHandle READLINKAT =
                function("readlinkat", JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);

        private Names() {}
    }

    /// Making and removing names.
    static final class Making {
        static final MethodHandle MKDIRAT =
                function("mkdirat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle SYMLINKAT =
                function("symlinkat", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
        static final MethodHandle LINKAT =
                function("linkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle MKNODAT =
                function("mknodat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG);
        static final MethodHandle UNLINKAT =
                function("unlinkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle RENAMEAT2 =
                function("renameat2", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);

        private Making() {}
    }

    /// What is known of a file beside its content.
    static final class Facts {
        static final MethodHandle FCHMOD = function("fchmod", JAVA_INT, JAVA_INT, JAVA_INT);
        static final MethodHandle FCHOWNAT =
                function("fchownat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
        static final MethodHandle FCHMODAT =
                function("fchmodat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
        static final MethodHandle UTIMENSAT =
                function("utimensat", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
        static final MethodHandle FUTIMENS = function("futimens", JAVA_INT, JAVA_INT, ADDRESS);
        static final MethodHandle FLISTXATTR =
                function("flistxattr", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        static final MethodHandle FGETXATTR =
                function("fgetxattr", JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
        static final MethodHandle FSETXATTR =
                function("fsetxattr", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
        static final MethodHandle FREMOVEXATTR =
                function("fremovexattr", JAVA_INT, JAVA_INT, ADDRESS);

        private Facts() {}
    }

    /// Content.
    static final class Bytes {
        static final MethodHandle PREAD =
                function("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
        static final MethodHandle PWRITE =
                function("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
        static final MethodHandle LSEEK =
                function("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
        static final MethodHandle FTRUNCATE = function("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
        static final MethodHandle FALLOCATE =
                function("fallocate", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
        static final MethodHandle FSYNC = function("fsync", JAVA_INT, JAVA_INT);
        static final MethodHandle SYNCFS = function("syncfs", JAVA_INT, JAVA_INT);

        private Bytes() {}
    }

    /// Users and groups.
    static final class Accounts {
        static final MethodHandle GETPWUID =
                function("getpwuid_r", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
        static final MethodHandle GETGRGID =
                function("getgrgid_r", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
        static final MethodHandle GETPWNAM =
                function("getpwnam_r", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
        static final MethodHandle GETGRNAM =
                function("getgrnam_r", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
        static final MethodHandle GETEUID = function("geteuid", JAVA_INT);

        private Accounts() {}
    }
}
