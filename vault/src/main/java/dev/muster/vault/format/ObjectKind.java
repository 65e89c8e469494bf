package dev.muster.vault.format;

import dev.muster.vault.VaultErrors;

/// The sorts of objects, and the eight bytes that each begins with.
public enum ObjectKind {
    CONFIG('C'),
    KEY('K'),
    PACK('P'),
    INDEX('I'),
    COMMIT('B'),
    REWRITE('M'),
    LOG('L'),
    HISTORY('H'),
    RECORD('R'),
    SLOT('U'),
    RETIREMENT('Z'),
    SECRET('V'),
    DOCUMENT('Y'),
    PROGRAM('Q'),
    NUMBER('N'),
    SESSION('S'),
    SESSION_END('E'),
    CONDEMNED('D'),
    WAITS('W'),
    TAKEN('T'),
    GONE('G'),
    REMOVED('X'),
    DAMAGE('F');

    /// The format that this program reads and writes.
    public static final int FORMAT = 2;

    /// The format's name as users see it.
    public static final String FORMAT_NAME = "unstable-" + FORMAT;

    public static final int HEADER = 8;

    private static final byte[] MAGIC = Bytes.ascii("MUSTER");

    private final char letter;

    ObjectKind(char letter) {
        this.letter = letter;
    }

    /// Whether an object says that it is of this sort.
    public boolean is(byte[] object) {
        return object.length >= HEADER && object[MAGIC.length] == letter;
    }

    public Encoder begin() {
        return new Encoder().raw(MAGIC).u8(letter).u8(FORMAT);
    }

    /// @throws dev.muster.model.MusterException if the object is of another sort or format
    public Decoder read(String what, byte[] object) {
        Decoder in = new Decoder(what, object);
        check(in);
        return in;
    }

    void check(Decoder in) {
        for (byte expected : MAGIC) {
            if (in.u8() != expected) {
                throw in.malformed("it is no object of a vault");
            }
        }
        if (in.u8() != letter) {
            throw in.malformed("it is another sort of object");
        }
        int format = in.u8();
        if (format != FORMAT) {
            throw VaultErrors.OTHER_FORMAT.error(
                    "the vault has format unstable-"
                            + format
                            + ", and this program reads "
                            + FORMAT_NAME,
                    "use the version of Muster that wrote the vault");
        }
    }

    /// What a signature over an object of this sort is made of.
    byte[] message(byte[] object, int length) {
        return Bytes.join(
                Bytes.ascii("muster/0/"),
                new byte[] {(byte) letter},
                ObjectHash.of(object, 0, length).toBytes());
    }
}
