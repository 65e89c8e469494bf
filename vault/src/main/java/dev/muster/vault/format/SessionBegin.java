package dev.muster.vault.format;

import java.time.Instant;

/// `sessions/<id>/begin`: a writer says that it is there, before it looks at what is condemned.
///
/// @param what for people
/// @param began by the writer's clock, for people; nothing is decided by it
public record SessionBegin(VaultNumber vault, SessionId id, String what, Instant began) {
    public static final String PREFIX = "sessions/";

    public static String object(SessionId id) {
        return PREFIX + id + "/begin";
    }

    public byte[] encode() {
        return CheckedObject.encode(
                ObjectKind.SESSION
                        .begin()
                        .raw(vault.toBytes())
                        .raw(id.toBytes())
                        .text(what)
                        .time(began));
    }

    public static SessionBegin decode(String name, byte[] object, VaultNumber vault) {
        Decoder in = CheckedObject.decode(ObjectKind.SESSION, name, object);
        SessionBegin begin =
                new SessionBegin(VaultNumber.read(in), SessionId.read(in), in.text(), in.time());
        in.end();
        CheckedObject.requireOwn(in, begin.vault(), vault, name, object(begin.id()));
        return begin;
    }
}
