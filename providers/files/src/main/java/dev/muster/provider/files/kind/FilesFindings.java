package dev.muster.provider.files.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What a strategy can have wrong or weak about a folder; MUS-4650 to MUS-4669.
public final class FilesFindings {
    public static final ErrorCode METHOD =
            finding(
                    "MUS-4650",
                    "A way back that a folder has not",
                    "Muster brings a folder back by `restore`. It has no standby that could be"
                            + " promoted, and it cannot be redeployed, because it holds data.",
                    "Write `method: restore`, or leave `method` out.");
    public static final ErrorCode PATTERN =
            finding(
                    "MUS-4651",
                    "A pattern that matches nothing",
                    "A set such as `[a-z]` is not closed, a backslash escapes nothing, or the"
                            + " pattern is empty. What it was meant to leave out would be backed"
                            + " up.",
                    "Mend the pattern; see the exclude rules in docs/files.md.");
    public static final ErrorCode PAGE_SIZE =
            finding(
                    "MUS-4652",
                    "No file has pages of that size",
                    "The size of a page is a power of two from 512 B to 128 KiB.",
                    "Write the page size of the store, such as 16KiB for InnoDB.");
    public static final ErrorCode NOTHING_REQUIRED =
            finding(
                    "MUS-4653",
                    "A folder that would pass its checks empty",
                    "A recovery checks the content of every file, but not whether the files that"
                            + " matter are among them: a folder that was empty when it was backed up"
                            + " comes back empty.",
                    "Name paths that must be there: `recover: { verify: [ index.html ] }`.");
    public static final ErrorCode SAME_PLACE =
            finding(
                    "MUS-4654",
                    "A folder comes back where it is",
                    "It comes back under the path that it has now. On the machine that has it, a"
                            + " restore refuses to write over it.",
                    "Write `into:` under the component's `recover`, unless the other region is"
                            + " another machine.");

    private FilesFindings() {}

    private static ErrorCode finding(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.STRATEGY, title, explanation, remedy);
    }
}
