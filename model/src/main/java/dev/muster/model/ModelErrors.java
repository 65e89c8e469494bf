package dev.muster.model;

/// What can go wrong with the shared words.
public final class ModelErrors {
    public static final ErrorCode SECRET_UNRESOLVED =
            new ErrorCode(
                    "MUS-1090",
                    ErrorKind.STRATEGY,
                    "a secret is known by its reference only",
                    "The strategy names secrets by reference, such as `${env:NAME}`,"
                            + " `${file:/path}` or `${vault:NAME}`. Checks, plans and documents do"
                            + " without their values; what reaches a server needs them, and this"
                            + " one could not be looked up.",
                    "Set the environment variable, write the file, or put the value into the vault;"
                            + " then run the same command again.");

    private ModelErrors() {}
}
