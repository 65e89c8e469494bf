package dev.muster.demo;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with the demo's world.
public final class DemoErrors {
    public static final ErrorCode FOLDER =
            new ErrorCode(
                    "MUS-5601",
                    ErrorKind.EXTERNAL,
                    "the demo's folder cannot be used",
                    "The demo keeps everything in one folder of its own below the cache folder.",
                    "Check space and rights of the folder that the message names, or set"
                            + " XDG_CACHE_HOME to another one.");
    public static final ErrorCode NO_PORTS =
            new ErrorCode(
                    "MUS-5602",
                    ErrorKind.RESOURCE,
                    "the demo finds no free ports",
                    "The demo needs a few ports between 20000 and 31999 on the loopback address.",
                    "See who listens with: ss -ltn");
    public static final ErrorCode DATABASE =
            new ErrorCode(
                    "MUS-5603",
                    ErrorKind.EXTERNAL,
                    "the demo's database does not do what it shall",
                    "The demo fills a PostgreSQL of its own before it begins.",
                    "Read the log of PostgreSQL in the demo's folder.");
    public static final ErrorCode PROGRAM =
            new ErrorCode(
                    "MUS-5604",
                    ErrorKind.EXTERNAL,
                    "a program of the demo does not serve",
                    "The shop, the front door and the outside client are processes of their own; one"
                            + " of them did not come up.",
                    "Read its log in the demo's folder.");
    public static final ErrorCode ANSWER =
            new ErrorCode(
                    "MUS-5605",
                    ErrorKind.EXTERNAL,
                    "the shop does not tell its orders",
                    "The measured loss is what the shop's own list lacks; the list could not be"
                            + " read.",
                    "Ask the front door yourself with curl.");

    private DemoErrors() {}
}
