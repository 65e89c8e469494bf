package dev.muster.cli;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a command itself.
public final class CliErrors {
    public static final ErrorCode WRONG_USAGE =
            new ErrorCode(
                    "MUS-5001",
                    ErrorKind.USAGE,
                    "the command was called wrongly",
                    "The words after muster are no command, or an option or value is not known to"
                            + " it. Nothing was started or touched.",
                    "See all commands with: muster --help, and the options of one with: muster"
                            + " COMMAND --help");

    public static final ErrorCode NO_STRATEGY =
            new ErrorCode(
                    "MUS-5002",
                    ErrorKind.USAGE,
                    "there is no strategy here",
                    "Most commands work on a strategy file. It is muster.yaml in the folder where"
                            + " the command is typed or in one above, or the file that --strategy"
                            + " names.",
                    "Go to the folder of your strategy, or name it: muster COMMAND --strategy"
                            + " FILE");

    public static final ErrorCode NOT_CONFIRMED =
            new ErrorCode(
                    "MUS-5003",
                    ErrorKind.USAGE,
                    "the command was not confirmed",
                    "The command destroys something or may lose data, and therefore asks for the"
                            + " name of the thing. What was typed is not that name, or nobody was"
                            + " there to type.",
                    "Run it again and type the name that it asks for; in a script, add --yes");

    public static final ErrorCode OUT_OF_MEMORY =
            new ErrorCode(
                    "MUS-5004",
                    ErrorKind.RESOURCE,
                    "the program ran out of memory",
                    "The Java heap is full. By default it is a quarter of the machine's memory."
                            + " Work that was under way is resumed by the next start.",
                    "Give it more: MUSTER_JAVA_OPTIONS=-Xmx2g muster COMMAND");

    public static final ErrorCode UNEXPECTED =
            new ErrorCode(
                    "MUS-5005",
                    ErrorKind.BUG,
                    "Muster did something wrong",
                    "This is a fault in Muster and not in your system or strategy. Work that was"
                            + " under way is resumed by the next start.",
                    "Please report it, with the file that holds the details; look through the file"
                            + " first, it names things of your system");

    public static final ErrorCode STRATEGY_EXISTS =
            new ErrorCode(
                    "MUS-5006",
                    ErrorKind.USAGE,
                    "there is a strategy already",
                    "`muster init` writes a new file and never over one that is there.",
                    "Go to another folder, or name another file: muster --strategy FILE init");

    public static final ErrorCode DOCUMENT_IN_THE_WAY =
            new ErrorCode(
                    "MUS-5007",
                    ErrorKind.USAGE,
                    "something stands where a document belongs",
                    "`muster docs` replaces and removes only what it wrote itself, which SHA256SUMS"
                            + " in the folder lists. A file of the same name that is not listed, a"
                            + " folder of another strategy, or a link is left alone. Nothing was"
                            + " written.",
                    "Name another folder: muster docs --to FOLDER");

    public static final ErrorCode DOCUMENTS_FOLDER =
            new ErrorCode(
                    "MUS-5008",
                    ErrorKind.EXTERNAL,
                    "the folder of documents cannot be used",
                    "A document could not be read or written. Documents are replaced one by one as"
                            + " a whole, so each of them is the old one or the new one.",
                    "Mend what the message says and type the same again");

    public static final ErrorCode NOT_SIGNED =
            new ErrorCode(
                    "MUS-5009",
                    ErrorKind.EXTERNAL,
                    "nothing was signed",
                    "Approvals are signed by OpenSSH's own programs, `ssh-keygen` and `ssh-add`, so"
                            + " that Muster never sees a private key. They are not here, or refused.",
                    "Mend what the message says; or sign on another machine what `muster run approve"
                            + " RUN --request` prints, and bring it with `--signature FILE`.");

    private CliErrors() {}
}
