package dev.muster.strategy.text;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;
import java.util.List;

/// What can be wrong with a strategy's text.
public final class StrategyErrors {
    public static final ErrorCode NOT_VALID =
            code(
                    1000,
                    "the strategy is not valid",
                    "The strategy cannot be used before its problems are solved. All of them are"
                            + " listed, each with file, line and column.",
                    "Change the named places, then run `muster check`.");

    public static final ErrorCode SYNTAX =
            code(
                    1001,
                    "the text is not YAML",
                    "The parser could not go on at the named place. What comes after it was not"
                            + " looked at. Often the cause is one line above: a missing quote, a"
                            + " bracket that is not closed, or an indentation that does not fit.",
                    "Correct the line. Indent with spaces; put text that contains `: ` or begins"
                            + " with a special character in quotes.");

    public static final ErrorCode EMPTY =
            code(
                    1002,
                    "the file is empty",
                    "A strategy has at least a name, a region and a component. The file has nothing"
                            + " but white space or comments.",
                    "`muster init` writes a first strategy.");

    public static final ErrorCode SEVERAL_DOCUMENTS =
            code(
                    1003,
                    "the file has several YAML documents",
                    "Only the first document of a file would be read, so that the rest would be"
                            + " ignored in silence.",
                    "Remove the line `---`, or put each document into a file of its own in one"
                            + " folder; the files of a folder are merged.");

    public static final ErrorCode ANCHOR =
            code(
                    1004,
                    "anchors, aliases and tags are not part of the language",
                    "They make the meaning of a line depend on a place far away, and a small file"
                            + " could grow without bound when they are followed.",
                    "Write the value out. Objectives that are shared belong into a tier.");

    public static final ErrorCode TOO_LARGE =
            code(
                    1005,
                    "the text is too large or too deep",
                    "Limits on length and depth keep a damaged or hostile file from using up memory"
                            + " and time.",
                    "Split the strategy into several files in one folder; look for brackets that are"
                            + " not closed.");

    public static final ErrorCode UNKNOWN_KEY =
            code(
                    1006,
                    "unknown key",
                    "A key that is not known would be ignored, and the protection that it asks for"
                            + " would not be there on the day. The keys of each kind are in the"
                            + " reference of the strategy file.",
                    "Use the name that the message proposes, or remove the key.");

    public static final ErrorCode DOUBLED_KEY =
            code(
                    1007,
                    "the same key twice",
                    "Of two values for one key only one could count, and which is not visible to the"
                            + " reader.",
                    "Remove one of the two places that the message names.");

    public static final ErrorCode DOUBLED_NAME =
            code(
                    1008,
                    "the same name twice",
                    "Two things of one sort have the same name, possibly in two files that are"
                            + " merged.",
                    "Rename one of them, and what refers to it.");

    public static final ErrorCode MISSING_KEY =
            code(
                    1009,
                    "a required key is missing",
                    "The key has no default that would be right for everybody.",
                    "Add the key with a value like the example in the message.");

    public static final ErrorCode WRONG_SHAPE =
            code(
                    1010,
                    "a list, a mapping or a single value where another is expected",
                    "The value has not the form that this key needs.",
                    "Write it as the example in the message.");

    public static final ErrorCode WRONG_VALUE =
            code(
                    1011,
                    "a value that is not understood",
                    "Every value with a unit carries it (`5s`, `10GiB`), and words come from a fixed"
                            + " set.",
                    "Write it as the example in the message.");

    public static final ErrorCode UNKNOWN_NAME =
            code(
                    1012,
                    "a reference to something that is not defined",
                    "The named region, component, vault, contact, probe, scenario or tier does not"
                            + " exist in this strategy.",
                    "Correct the name, or define what it refers to.");

    public static final ErrorCode BAD_NAME =
            code(
                    1013,
                    "a name that cannot stand everywhere",
                    "Names become parts of paths, host names, step names and metrics. So they are"
                            + " lower-case letters, digits and inner hyphens.",
                    "Rename it, and what refers to it.");

    public static final ErrorCode CYCLE =
            code(
                    1014,
                    "things wait for each other in a circle",
                    "No order exists in which each component comes back after what it depends on, or"
                            + " an escalation would never end.",
                    "Remove one link of the chain that the message names.");

    public static final ErrorCode RECOVERS_IN_LOST =
            code(
                    1015,
                    "recovery in a region that the scenario takes away",
                    "What is lost cannot be where the system comes back.",
                    "Name another region in `recover-in`.");

    public static final ErrorCode BAD_SCHEDULE =
            code(
                    1016,
                    "a schedule that has no meaning",
                    "A schedule has five cron fields: minute, hour, day of month, month, day of week;"
                            + " it counts in UTC. This one is out of range or never comes.",
                    "For example `0 */6 * * *` is every six hours.");

    public static final ErrorCode BAD_URL =
            code(
                    1017,
                    "a URL that cannot be used",
                    "The URL has not the form that this key needs, or it carries a password.",
                    "Write it as the example in the message; secrets have keys of their own.");

    public static final ErrorCode BAD_REFERENCE =
            code(
                    1018,
                    "a variable that is not understood",
                    "Values can be taken from outside by `${env:NAME}`, `${file:/path}` and, for"
                            + " secrets, `${vault:NAME}`.",
                    "Correct it; text with a real `${` is written `$${`.");

    public static final ErrorCode NOT_SET =
            code(
                    1019,
                    "a variable without a value",
                    "The strategy takes a value from the environment or from a file, and it is not"
                            + " there.",
                    "Set the variable or write the file, then run the command again.");

    public static final ErrorCode SECRET_IN_CLEAR =
            code(
                    1020,
                    "a secret in the file itself",
                    "The strategy is shared, versioned and kept in the vault; a password in it is"
                            + " known to everybody who can read it.",
                    "Write `${env:NAME}`, `${file:/path}` or `${vault:NAME}` instead, and change the"
                            + " password.");

    public static final ErrorCode UNKNOWN_KIND =
            code(
                    1021,
                    "a kind of component that is not known",
                    "Each component has a kind, which decides its keys and how it comes back.",
                    "Use one of the kinds that the message names.");

    public static final ErrorCode CONTRADICTION =
            code(
                    1022,
                    "values that do not fit together",
                    "Each value alone is right, but not with the others.",
                    "Change one of them as the message says.");

    private StrategyErrors() {}

    private static ErrorCode code(int number, String title, String explanation, String remedy) {
        return new ErrorCode("MUS-" + number, ErrorKind.STRATEGY, title, explanation, remedy);
    }

    public static List<ErrorCode> all() {
        return List.of(
                NOT_VALID,
                SYNTAX,
                EMPTY,
                SEVERAL_DOCUMENTS,
                ANCHOR,
                TOO_LARGE,
                UNKNOWN_KEY,
                DOUBLED_KEY,
                DOUBLED_NAME,
                MISSING_KEY,
                WRONG_SHAPE,
                WRONG_VALUE,
                UNKNOWN_NAME,
                BAD_NAME,
                CYCLE,
                RECOVERS_IN_LOST,
                BAD_SCHEDULE,
                BAD_URL,
                BAD_REFERENCE,
                NOT_SET,
                SECRET_IN_CLEAR,
                UNKNOWN_KIND,
                CONTRADICTION);
    }
}
