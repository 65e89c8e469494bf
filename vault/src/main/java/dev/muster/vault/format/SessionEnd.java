package dev.muster.vault.format;

/// `sessions/<id>/end`: taken once, by the writer that commits or by the janitor that gives up on
/// it.
///
/// @param taker 16 random bytes in hex: who finds its own after a lost reply has taken the name
public record SessionEnd(VaultNumber vault, SessionId id, Outcome outcome, String taker) {
    /// What became of a session.
    public enum Outcome {
        /// All that it brought counts.
        COMMITTED(1),
        /// The writer left without a commit.
        LEFT(2),
        /// A janitor gave up on it: nothing that it brings ever counts.
        ABORTED(3);

        private final int code;

        Outcome(int code) {
            this.code = code;
        }

        private static Outcome of(int code, Decoder in) {
            for (Outcome outcome : values()) {
                if (outcome.code == code) {
                    return outcome;
                }
            }
            throw in.malformed("it has an unknown outcome " + code);
        }
    }

    public static String object(SessionId id) {
        return SessionBegin.PREFIX + id + "/end";
    }

    public byte[] encode() {
        return CheckedObject.encode(
                ObjectKind.SESSION_END
                        .begin()
                        .raw(vault.toBytes())
                        .raw(id.toBytes())
                        .u8(outcome.code)
                        .text(taker));
    }

    public static SessionEnd decode(String name, byte[] object, VaultNumber vault) {
        Decoder in = CheckedObject.decode(ObjectKind.SESSION_END, name, object);
        VaultNumber number = VaultNumber.read(in);
        SessionId id = SessionId.read(in);
        Outcome outcome = Outcome.of(in.u8(), in);
        SessionEnd end = new SessionEnd(number, id, outcome, in.text());
        in.end();
        CheckedObject.requireOwn(in, number, vault, name, object(id));
        return end;
    }
}
