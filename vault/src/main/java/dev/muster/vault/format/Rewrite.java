package dev.muster.vault.format;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A commit whose blobs a maintainer moved: the record that the source signed, whole, and where its
/// content lies now.
///
/// The root has another place and the same id. Since ids of sections do not depend on places, that
/// id, which the source signed, still fixes every path and every byte of the backup.
///
/// @param witnessed when a store saw the source itself put its record
/// @param original the record that the source signed
/// @param root where the root lies now
/// @param segments index segments that tell where the moved blobs lie
/// @param packs all packs that the backup needs now, in order of their hash
/// @param keys what those packs are sealed to
@SuppressWarnings("ArrayRecordComponent") // signed bytes, handed on as they are, never compared
public record Rewrite(
        VaultNumber vault,
        CommitVersion version,
        Optional<Instant> witnessed,
        byte[] original,
        BlobPlace root,
        List<ObjectHash> segments,
        List<Commit.PackSize> packs,
        PackKeys keys) {
    public Rewrite {
        segments = List.copyOf(segments);
        packs = List.copyOf(packs);
    }

    public byte[] encode(SigningKey maintainer) {
        Encoder out =
                ObjectKind.REWRITE
                        .begin()
                        .raw(vault.toBytes())
                        .u32(version.generation())
                        .raw(version.repack().toBytes())
                        .u8(witnessed.isPresent() ? 1 : 0);
        witnessed.ifPresent(out::time);
        out.bytes(original);
        out.hash(root.pack()).u32(root.offset()).u32(root.stored()).u32(root.raw());
        Commit.encode(out, segments, packs, keys);
        return maintainer.sign(ObjectKind.REWRITE, out);
    }

    /// Reads a record; what it says is true once its signer was verified, and the original's.
    public static Rewrite decode(SignedObject signed, VaultNumber vault) {
        Decoder in = signed.content();
        return in.valid(() -> decode(in, vault));
    }

    private static Rewrite decode(Decoder in, VaultNumber vault) {
        Rewrite rewrite =
                new Rewrite(
                        VaultNumber.read(in),
                        new CommitVersion(in.int32(), SessionId.read(in)),
                        in.u8() == 1 ? Optional.of(in.time()) : Optional.empty(),
                        in.bytes(),
                        new BlobPlace(in.hash(), in.int32(), in.int32(), in.int32()),
                        Commit.segments(in),
                        Commit.packs(in),
                        PackKeys.read(in));
        in.end();
        if (!rewrite.vault.equals(vault) || rewrite.version.isOriginal()) {
            throw in.malformed("it belongs to another vault, or moves nothing");
        }
        return rewrite;
    }

    /// The commit as it is to be read now.
    ///
    /// @param source what [#original] says
    public Commit of(Commit source) {
        return new Commit(
                source.vault(),
                source.epoch(),
                source.number(),
                source.session(),
                source.predecessor(),
                source.point(),
                new BlobRef(
                        source.root().id(), root.pack(), root.offset(), root.stored(), root.raw()),
                segments,
                packs,
                keys);
    }
}
