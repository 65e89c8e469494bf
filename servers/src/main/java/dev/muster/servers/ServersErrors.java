package dev.muster.servers;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with servers that Muster starts itself; MUS-5200 to MUS-5219.
public final class ServersErrors {
    public static final ErrorCode NO_BINARIES =
            new ErrorCode(
                    "MUS-5200",
                    ErrorKind.EXTERNAL,
                    "There are no server binaries for this machine",
                    "Muster brings PostgreSQL for Linux on x86-64 and 64-bit ARM. On another machine"
                            + " it needs an installed one.",
                    "Install PostgreSQL 14 to 18 and name its folder with `postgres`, `initdb` and"
                            + " `pg_ctl`.");
    public static final ErrorCode UNPACK =
            new ErrorCode(
                    "MUS-5201",
                    ErrorKind.RESOURCE,
                    "The server binaries could not be unpacked",
                    "They are unpacked once, into a cache folder, and used from there.",
                    "Look at the space and the permissions of the cache folder, then try again.");
    public static final ErrorCode ROOT =
            new ErrorCode(
                    "MUS-5202",
                    ErrorKind.EXTERNAL,
                    "PostgreSQL refuses to run as root",
                    "As root, Muster starts PostgreSQL as the owner of its folder, or in a user"
                            + " namespace where the folder is root's own. This machine allows no"
                            + " user namespaces.",
                    "Run as a user that is not root, or give the folder to one: `chown postgres"
                            + " FOLDER`.");
    public static final ErrorCode PORT =
            new ErrorCode(
                    "MUS-5203",
                    ErrorKind.RESOURCE,
                    "A port is in use",
                    "Another process listens on the port that a server was to get.",
                    "See who it is with `ss -ltnp`, stop it, or choose another port.");
    public static final ErrorCode START =
            new ErrorCode(
                    "MUS-5204",
                    ErrorKind.EXTERNAL,
                    "A server did not start",
                    "The server's process ended, or did not become ready in time.",
                    "Read the end of the server's log, which the message names.");
    public static final ErrorCode COMMAND =
            new ErrorCode(
                    "MUS-5205",
                    ErrorKind.EXTERNAL,
                    "A command of the server failed",
                    "A tool that belongs to the server, such as initdb, ended with an error.",
                    "Read what it printed; the message has it.");

    private ServersErrors() {}
}
