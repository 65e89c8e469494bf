package dev.muster.provider.files.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a folder; MUS-4600 to MUS-4649.
public final class FilesErrors {
    public static final ErrorCode UNREADABLE =
            new ErrorCode(
                    "MUS-4600",
                    ErrorKind.EXTERNAL,
                    "a folder cannot be read",
                    "The folder that the strategy names is absent, is no folder, or may not be"
                            + " read by the user that Muster runs as.",
                    "Look at it with `ls -ld`, and correct the path or its rights.");
    public static final ErrorCode INSIDE_VAULT =
            new ErrorCode(
                    "MUS-4601",
                    ErrorKind.EXTERNAL,
                    "a folder lies inside a vault",
                    "A backup of what is inside a vault would grow with every backup of itself.",
                    "Protect another folder. A vault is kept safe by its copies.");
    public static final ErrorCode NO_LOG =
            new ErrorCode(
                    "MUS-4602",
                    ErrorKind.USAGE,
                    "a folder has no log",
                    "Files are brought back as they were at one of their recovery points. There is"
                            + " no log of changes that could be captured or replayed.",
                    "Name a time: the newest recovery point before it is restored.");
    public static final ErrorCode FOREIGN_FOLDER =
            new ErrorCode(
                    "MUS-4603",
                    ErrorKind.EXTERNAL,
                    "the folder is not empty",
                    "A restore does not touch files that it did not bring.",
                    "Choose another folder with `--into`, or restore over it with"
                            + " `--in-place`.");
    public static final ErrorCode TOO_EARLY =
            new ErrorCode(
                    "MUS-4604",
                    ErrorKind.USAGE,
                    "no recovery point is that old",
                    "The recovery point was taken after the moment that was asked for.",
                    "See what there is with `muster points COMPONENT`.");
    public static final ErrorCode NOT_WRITABLE =
            new ErrorCode(
                    "MUS-4605",
                    ErrorKind.EXTERNAL,
                    "a folder cannot be written",
                    "The folder that files are to be restored into could not be made or looked at.",
                    "Check space and rights of the folder that the message names.");
    public static final ErrorCode BAD_PATTERN =
            new ErrorCode(
                    "MUS-4606",
                    ErrorKind.USAGE,
                    "a pattern cannot be read",
                    "A set such as `[a-z]` is not closed, a backslash escapes nothing, or the"
                            + " pattern is empty.",
                    "Mend the pattern; quote it from the shell.");
    public static final ErrorCode NOT_STARTED =
            new ErrorCode(
                    "MUS-4607",
                    ErrorKind.BUG,
                    "a folder is not started",
                    "Files are there as soon as they are restored; no plan should hold a step that"
                            + " starts them.",
                    "Report it with the plan: `muster plan SCENARIO --output json`.");

    private FilesErrors() {}
}
