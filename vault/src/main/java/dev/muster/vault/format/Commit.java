package dev.muster.vault.format;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One base backup of a source, as its commit record tells it.
///
/// @param number 1 or more, within the epoch
/// @param session the session of the backup itself; a copy that was caught up got the record by
///   another one
/// @param predecessor the hash of the commit before, zero for the first
/// @param root the section with attributes and paths
/// @param segments index segments that were used
/// @param packs all packs that the backup needs, in order of their hash
/// @param keys what those packs are sealed to
public record Commit(
        VaultNumber vault,
        Epoch epoch,
        long number,
        SessionId session,
        ObjectHash predecessor,
        RecoveryPoint point,
        BlobRef root,
        List<ObjectHash> segments,
        List<PackSize> packs,
        PackKeys keys) {
    public Commit {
        segments = List.copyOf(segments);
        packs = List.copyOf(packs);
    }

    /// A pack and its length in bytes.
    public record PackSize(ObjectHash pack, int bytes) {}

    public static String prefix(ComponentId source) {
        return "commits/" + source + "/";
    }

    /// The folder of a commit: below it lie its record, named by the session that brought it to the
    /// copy, and the mark that its number is taken.
    public static String place(ComponentId source, Epoch epoch, long number) {
        return prefix(source) + String.format(Locale.ROOT, "%010d-%010d", epoch.number(), number);
    }

    public String place() {
        return place(point.component(), epoch, number);
    }

    /// The name in a copy of the record that the source signed.
    ///
    /// @param by the session that brings it there
    public String object(SessionId by) {
        return place() + "/" + by;
    }

    public byte[] encode(SigningKey source) {
        Encoder out =
                ObjectKind.COMMIT
                        .begin()
                        .raw(vault.toBytes())
                        .text(point.component().value())
                        .u64(epoch.number())
                        .u64(number)
                        .raw(session.toBytes())
                        .hash(predecessor);
        encode(out, point);
        out.id(root.id()).hash(root.pack());
        out.u32(root.offset()).u32(root.stored()).u32(root.raw());
        encode(out, segments, packs, keys);
        return source.sign(ObjectKind.COMMIT, out);
    }

    static void encode(
            Encoder out, List<ObjectHash> segments, List<PackSize> packs, PackKeys keys) {
        out.varint(segments.size());
        segments.forEach(out::hash);
        out.varint(packs.size());
        packs.forEach(pack -> out.hash(pack.pack()).u32(pack.bytes()));
        keys.write(out);
    }

    private static void encode(Encoder out, RecoveryPoint point) {
        out.text(point.id())
                .time(point.startedAt())
                .time(point.consistentAt())
                .time(point.storedAt());
        out.text(point.from().line()).u64(point.from().offset());
        out.text(point.consistentFrom().line()).u64(point.consistentFrom().offset());
        out.u64(point.logical().bytes()).u64(point.stored().bytes());
    }

    /// Reads a commit whose signature was verified.
    ///
    /// @param object the name that it was found under
    public static Commit decode(String object, SignedObject signed, VaultNumber vault) {
        Decoder in = signed.content();
        return in.valid(() -> decode(object, in, vault));
    }

    private static Commit decode(String object, Decoder in, VaultNumber vault) {
        VaultNumber number = VaultNumber.read(in);
        ComponentId source = source(in);
        Epoch epoch = new Epoch(Math.max(1, in.u64()));
        long sequence = in.u64();
        SessionId session = SessionId.read(in);
        ObjectHash predecessor = in.hash();
        RecoveryPoint point = point(in, source);
        ChunkId id = in.id();
        ObjectHash pack = in.hash();
        BlobRef root = new BlobRef(id, pack, in.int32(), in.int32(), in.int32());
        Commit commit =
                new Commit(
                        number,
                        epoch,
                        sequence,
                        session,
                        predecessor,
                        point,
                        root,
                        segments(in),
                        packs(in),
                        PackKeys.read(in));
        in.end();
        if (!number.equals(vault) || !object.startsWith(commit.place() + "/")) {
            throw in.malformed("it belongs under another name or to another vault");
        }
        return commit;
    }

    private static ComponentId source(Decoder in) {
        return new ComponentId(in.text());
    }

    private static RecoveryPoint point(Decoder in, ComponentId source) {
        return new RecoveryPoint(
                in.text(),
                source,
                in.time(),
                in.time(),
                in.time(),
                new LogPosition(in.text(), in.u64()),
                new LogPosition(in.text(), in.u64()),
                new ByteSize(in.u64()),
                new ByteSize(in.u64()));
    }

    static List<ObjectHash> segments(Decoder in) {
        int count = in.count(ObjectHash.BYTES);
        List<ObjectHash> segments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            segments.add(in.hash());
        }
        return segments;
    }

    static List<PackSize> packs(Decoder in) {
        int count = in.count(ObjectHash.BYTES + 4);
        List<PackSize> packs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            packs.add(new PackSize(in.hash(), in.int32()));
        }
        return packs;
    }
}
