package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.List;

/// `condemned/<id>/waits`: the sessions that were open after the list was put. All that may still
/// count on a condemned object are among them.
public record CondemnedWaits(VaultNumber vault, SessionId id, List<SessionId> sessions) {
    public CondemnedWaits {
        sessions = List.copyOf(sessions);
    }

    public static String object(SessionId id) {
        return Condemned.folder(id) + "waits";
    }

    public byte[] encode() {
        Encoder out = ObjectKind.WAITS.begin().raw(vault.toBytes()).raw(id.toBytes());
        out.varint(sessions.size());
        sessions.forEach(session -> out.raw(session.toBytes()));
        return CheckedObject.encode(out);
    }

    public static CondemnedWaits decode(String name, byte[] object, VaultNumber vault) {
        Decoder in = CheckedObject.decode(ObjectKind.WAITS, name, object);
        VaultNumber number = VaultNumber.read(in);
        SessionId id = SessionId.read(in);
        int count = in.count(SessionId.BYTES);
        List<SessionId> sessions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sessions.add(SessionId.read(in));
        }
        in.end();
        CheckedObject.requireOwn(in, number, vault, name, object(id));
        return new CondemnedWaits(number, id, sessions);
    }
}
