package dev.muster.vault.door;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong at the door of a vault.
public final class DoorErrors {
    public static final ErrorCode DENIED =
            new ErrorCode(
                    "MUS-2080",
                    ErrorKind.USAGE,
                    "the door of the vault does not allow it",
                    "The token is unknown or was removed, or its role may not do this: a source adds"
                            + " its own backups and log, a restorer adds records of runs, and only a"
                            + " janitor deletes.",
                    "where the vault is served: `muster vault token list`; give the token as"
                            + " credentials: of the vault, or in MUSTER_DOOR_TOKEN");
    public static final ErrorCode OTHER_DOOR =
            new ErrorCode(
                    "MUS-2081",
                    ErrorKind.EXTERNAL,
                    "another server answers at the address of the vault",
                    "The server's certificate is not the one whose SHA-256 stands in the address as"
                            + " pin. Either its folder was made anew, or somebody else answers.",
                    "compare the pin with what `muster vault serve` prints on the server; if it was"
                            + " made anew on purpose, write the new one into the strategy");
    public static final ErrorCode SETUP =
            new ErrorCode(
                    "MUS-2082",
                    ErrorKind.EXTERNAL,
                    "the door of a vault cannot be opened",
                    "The folder with the certificate and the tokens cannot be read or written, the"
                            + " certificate cannot be made, or the port is taken.",
                    "look at the named file or port");

    private DoorErrors() {}
}
