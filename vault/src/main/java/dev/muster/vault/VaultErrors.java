package dev.muster.vault;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a vault.
public final class VaultErrors {
    public static final ErrorCode UNREACHABLE =
            new ErrorCode(
                    "MUS-2001",
                    ErrorKind.EXTERNAL,
                    "a copy of the vault cannot be reached",
                    "The folder or end point of a copy that is needed for this does not answer. A"
                            + " recovery goes on with any other copy; a backup that requires this"
                            + " copy does not.",
                    "bring the copy back (mount the folder, start the end point), or recover from"
                            + " another copy");
    public static final ErrorCode NOT_A_VAULT =
            new ErrorCode(
                    "MUS-2002",
                    ErrorKind.EXTERNAL,
                    "there is no vault at this address",
                    "The place can be reached but holds no `config`. An empty folder is often a"
                            + " mount point whose disk is not mounted, so nothing is written"
                            + " there.",
                    "check the address, or make the vault with `muster vault init`");
    public static final ErrorCode OTHER_FORMAT =
            new ErrorCode(
                    "MUS-2003",
                    ErrorKind.USAGE,
                    "the vault has another format",
                    "Until the first release each program reads exactly one format of the vault.",
                    "use the version of Muster that wrote the vault");
    public static final ErrorCode WRONG_KEY =
            new ErrorCode(
                    "MUS-2004",
                    ErrorKind.USAGE,
                    "the key does not belong to this vault",
                    "Each key file names its vault and the vault's owner. A vault that names"
                            + " others is another one, or was put in its place.",
                    "use the key file that was written when this vault was made");
    public static final ErrorCode NO_SPACE =
            new ErrorCode(
                    "MUS-2005",
                    ErrorKind.RESOURCE,
                    "no space left",
                    "The disk is full or a quota is reached. Nothing half-written is visible, and"
                            + " what was stored before is kept and used by the next attempt.",
                    "free or add space in the named folder, then run the command again");
    public static final ErrorCode STORE_FAILED =
            new ErrorCode(
                    "MUS-2006",
                    ErrorKind.EXTERNAL,
                    "a copy of the vault failed",
                    "Reading, writing or syncing an object failed. After a failed sync the store"
                            + " is not used again in this process, since a later sync that"
                            + " succeeds would prove nothing.",
                    "look at the disk and the system's log, then run the command again");
    public static final ErrorCode DAMAGED =
            new ErrorCode(
                    "MUS-2007",
                    ErrorKind.EXTERNAL,
                    "an object of the vault is damaged",
                    "The object's bytes are not those that were written, and no copy that can be"
                            + " reached holds it whole. Nothing that depends on it is given out.",
                    "bring back another copy and run `muster vault repair`, or restore another"
                            + " point (`muster points`)");
    public static final ErrorCode MISSING =
            new ErrorCode(
                    "MUS-2008",
                    ErrorKind.EXTERNAL,
                    "an object of the vault is missing",
                    "No copy that can be reached holds the object.",
                    "bring back another copy and run `muster vault repair`, or restore another"
                            + " point (`muster points`)");
    public static final ErrorCode NOT_SIGNED =
            new ErrorCode(
                    "MUS-2009",
                    ErrorKind.EXTERNAL,
                    "an object of the vault is not signed by who may sign it",
                    "Somebody without the right key wrote or changed the object. It is not used.",
                    "find out who can write to the storage; restore another point or copy");
    public static final ErrorCode DIFFERS =
            new ErrorCode(
                    "MUS-2010",
                    ErrorKind.EXTERNAL,
                    "two copies hold different objects under one name",
                    "Two writers wrote with the same epoch while they could not see each other's"
                            + " copy. Both objects are kept.",
                    "write with a higher epoch; `muster vault check` shows both sides");
    public static final ErrorCode STORE_LIES =
            new ErrorCode(
                    "MUS-2011",
                    ErrorKind.EXTERNAL,
                    "the storage does not honour put-if-absent",
                    "Two writers could overwrite each other on such storage, so no vault is made"
                            + " there.",
                    "use storage with conditional writes, for a folder one with hard links");
    public static final ErrorCode MALFORMED =
            new ErrorCode(
                    "MUS-2012",
                    ErrorKind.EXTERNAL,
                    "an object of the vault cannot be read",
                    "The bytes do not follow the format.",
                    "run `muster vault check`");
    public static final ErrorCode KEY_FILE =
            new ErrorCode(
                    "MUS-2013",
                    ErrorKind.USAGE,
                    "a key file cannot be used",
                    "The key file is missing, damaged, readable by others, or there already.",
                    "copy the key file from where it is kept, and `chmod 600` it");
    public static final ErrorCode SPOOL_IN_USE =
            new ErrorCode(
                    "MUS-2014",
                    ErrorKind.EXTERNAL,
                    "another receiver uses this spool",
                    "One process at a time writes a spool of captured log.",
                    "stop the other process, or start this one with a higher epoch");
    public static final ErrorCode FENCED =
            new ErrorCode(
                    "MUS-2015",
                    ErrorKind.EXTERNAL,
                    "this receiver was replaced",
                    "A receiver with a higher epoch took the spool over. This one acknowledges"
                            + " nothing more.",
                    "nothing to do if the other one runs");
    public static final ErrorCode LOG_DAMAGED =
            new ErrorCode(
                    "MUS-2016",
                    ErrorKind.EXTERNAL,
                    "captured log is damaged",
                    "Bytes inside captured log changed after they were stored. The tail of an"
                            + " interrupted write is cut in silence; this is not one.",
                    "bring back another copy, or recover to a moment before the damage");
    public static final ErrorCode LOG_DIFFERS =
            new ErrorCode(
                    "MUS-2017",
                    ErrorKind.EXTERNAL,
                    "two captures of the same log differ",
                    "Two receivers stored different bytes for one position of a line: the source"
                            + " had two histories.",
                    "recover to a position before the difference");
    public static final ErrorCode LOG_HOLE =
            new ErrorCode(
                    "MUS-2018",
                    ErrorKind.EXTERNAL,
                    "log was not captured without a hole",
                    "Part of the log that is asked for was never captured.",
                    "choose a target inside the restorable window: `muster points`");
    public static final ErrorCode CLOSED =
            new ErrorCode(
                    "MUS-2019",
                    ErrorKind.BUG,
                    "a writer of the vault was used after its end",
                    "A session, file or spool was written to after it was closed.",
                    "report this as a fault of Muster");
    public static final ErrorCode EXISTS =
            new ErrorCode(
                    "MUS-2020",
                    ErrorKind.USAGE,
                    "there is a vault already",
                    "A vault is never made over another.",
                    "use the vault that is there, or another address");
    public static final ErrorCode NO_POINT =
            new ErrorCode(
                    "MUS-2021",
                    ErrorKind.USAGE,
                    "there is no such recovery point",
                    "The vault holds no backup of that name.",
                    "`muster points` lists what there is");
    public static final ErrorCode BAD_PATH =
            new ErrorCode(
                    "MUS-2022",
                    ErrorKind.EXTERNAL,
                    "a path in a backup is not allowed",
                    "Paths are relative, without `..`, and below no link; others could write"
                            + " outside the folder of a restore.",
                    "look at what the source backs up; it may have been taken over");
    public static final ErrorCode NO_ROOM =
            new ErrorCode(
                    "MUS-2023",
                    ErrorKind.RESOURCE,
                    "not enough space to restore",
                    "The folder's disk has less free space than the backup's files need. Nothing"
                            + " was written.",
                    "free space, or restore into another folder");

    public static final ErrorCode CANCELLED =
            new ErrorCode(
                    "MUS-2024",
                    ErrorKind.EXTERNAL,
                    "the work on the vault was cancelled",
                    "Somebody stopped the command. Nothing half-done is visible, and what was"
                            + " stored is used by the next attempt.",
                    "run the command again");

    public static final ErrorCode SLOT =
            new ErrorCode(
                    "MUS-2050",
                    ErrorKind.USAGE,
                    "a slot of the vault does not open",
                    "A slot holds a key file, wrapped by a passphrase, a file or a key management"
                            + " service. There is no such slot, or it was given something else.",
                    "`muster vault keys list` names the slots and what opens each");
    public static final ErrorCode LAST_KEY =
            new ErrorCode(
                    "MUS-2051",
                    ErrorKind.USAGE,
                    "the last key that can read is not removed",
                    "Without it nobody could open the vault's content again.",
                    "add another slot first: muster vault keys add recovery --slot NAME");
    public static final ErrorCode SLOT_MEMORY =
            new ErrorCode(
                    "MUS-2052",
                    ErrorKind.RESOURCE,
                    "not enough memory to open a slot",
                    "A passphrase is made into a key with much memory on purpose, so that guessing"
                            + " is dear.",
                    "give the program more: MUSTER_JAVA_OPTIONS=-Xmx1g muster COMMAND");
    public static final ErrorCode KEY_STATE =
            new ErrorCode(
                    "MUS-2053",
                    ErrorKind.USAGE,
                    "the vault's keys do not allow that",
                    "The name is taken or unknown, or another key must change first. Nothing was"
                            + " changed.",
                    "`muster vault keys list` shows the keys as they are");
    public static final ErrorCode GIVEN_UP =
            new ErrorCode(
                    "MUS-2070",
                    ErrorKind.EXTERNAL,
                    "a session of the vault was given up",
                    "A writer did not end for longer than the janitor's patience, so that what it"
                            + " counts on may be gone. Nothing of it is visible.",
                    "run the command again");
    public static final ErrorCode CONDEMNED =
            new ErrorCode(
                    "MUS-2071",
                    ErrorKind.EXTERNAL,
                    "an object of the vault is about to be deleted",
                    "What is condemned cannot be brought back or held; it is deleted as soon as"
                            + " nobody who began before may count on it.",
                    "run the command again after the next `muster vault prune`");
    public static final ErrorCode COPY_MISSING =
            new ErrorCode(
                    "MUS-2072",
                    ErrorKind.EXTERNAL,
                    "a copy does not answer, so nothing is deleted",
                    "A backup in the copy that does not answer may need what looks like garbage"
                            + " elsewhere.",
                    "bring the copy back, or say `--without REGION`");

    public static final ErrorCode SECRET =
            new ErrorCode(
                    "MUS-2054",
                    ErrorKind.USAGE,
                    "a sealed secret is not there",
                    "The vault holds no secret of that name, or it was removed, or the value cannot"
                            + " be sealed.",
                    "`muster vault secrets list` names them; put one with `muster vault secrets"
                            + " put NAME`");
    public static final ErrorCode NO_STRATEGY =
            new ErrorCode(
                    "MUS-2055",
                    ErrorKind.USAGE,
                    "the vault holds no strategy that may be run",
                    "Only a version that the owner signed is run from the vault: what others keep"
                            + " there may be an attacker's.",
                    "where the owner's key is: muster vault strategy sign");
    public static final ErrorCode ROLLED_BACK =
            new ErrorCode(
                    "MUS-2056",
                    ErrorKind.EXTERNAL,
                    "the vault shows less than was seen before",
                    "Backups, keys or strategies that were there are in no copy that answers."
                            + " Somebody may have put an older state of the storage in place, or"
                            + " copies with the newer state do not answer.",
                    "bring the other copies back and look again; compare with the printed recovery"
                            + " kit before you trust what is there");

    public static final ErrorCode NO_PROGRAM =
            new ErrorCode(
                    "MUS-2057",
                    ErrorKind.USAGE,
                    "the vault holds no program that may be run",
                    "Only a reader that the owner signed is taken from the vault: what others put"
                            + " there may be an attacker's.",
                    "where the owner's key is: muster vault program put");

    public static final ErrorCode NOT_KEPT =
            new ErrorCode(
                    "MUS-2058",
                    ErrorKind.EXTERNAL,
                    "what the backup before holds cannot be taken over",
                    "A backup that reads only what changed takes the rest over from the map of the"
                            + " one before. That map, or a part of it, cannot be read any more. The"
                            + " backup is then made again from everything.",
                    "look for damage with `muster vault scrub`");

    private VaultErrors() {}
}
