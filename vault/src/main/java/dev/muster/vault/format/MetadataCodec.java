package dev.muster.vault.format;

import dev.muster.model.ExtendedAttribute;
import dev.muster.model.FileMetadata;
import dev.muster.model.FileNames;
import dev.muster.model.FileOwner;
import dev.muster.model.FileStamp;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a file system says of a file: permission bits, a byte that tells what follows, and that.
final class MetadataCodec {
    private static final int OWNER = 1;
    private static final int MODIFIED = 2;
    private static final int STAMP = 4;
    private static final int EXTENDED = 8;
    private static final int ALL = 15;
    private static final int MODES = 07777;

    private MetadataCodec() {}

    static void encode(Encoder out, FileMetadata metadata) {
        int what =
                (metadata.owner().isPresent() ? OWNER : 0)
                        | (metadata.modified().isPresent() ? MODIFIED : 0)
                        | (metadata.stamp().isPresent() ? STAMP : 0)
                        | (metadata.extended().isEmpty() ? 0 : EXTENDED);
        out.u16(metadata.mode()).u8(what);
        metadata.owner()
                .ifPresent(owner ->
                        out.varint(owner.uid())
                                .varint(owner.gid())
                                .text(owner.user())
                                .text(owner.group()));
        metadata.modified().ifPresent(out::time);
        metadata.stamp().ifPresent(stamp -> out.time(stamp.changed()).varint(stamp.inode()));
        if (!metadata.extended().isEmpty()) {
            out.varint(metadata.extended().size());
            for (ExtendedAttribute attribute : metadata.extended()) {
                out.bytes(FileNames.bytes(attribute.name())).bytes(attribute.toBytes());
            }
        }
    }

    static FileMetadata decode(Decoder in) {
        int mode = in.u16();
        int what = in.u8();
        if (mode > MODES || what > ALL) {
            throw in.malformed("there is no such mode of a file");
        }
        Optional<FileOwner> owner = (what & OWNER) != 0 ? Optional.of(owner(in)) : Optional.empty();
        Optional<Instant> modified =
                (what & MODIFIED) != 0 ? Optional.of(in.time()) : Optional.empty();
        Optional<FileStamp> stamp =
                (what & STAMP) != 0
                        ? Optional.of(new FileStamp(in.time(), in.varint()))
                        : Optional.empty();
        return new FileMetadata(
                mode, owner, modified, stamp, (what & EXTENDED) != 0 ? extended(in) : List.of());
    }

    private static FileOwner owner(Decoder in) {
        long uid = in.varint();
        long gid = in.varint();
        if (uid >>> 32 != 0 || gid >>> 32 != 0) {
            throw in.malformed("there is no such user or group");
        }
        return new FileOwner(uid, gid, in.text(), in.text());
    }

    private static List<ExtendedAttribute> extended(Decoder in) {
        int count = in.count(2);
        List<ExtendedAttribute> extended = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            extended.add(
                    new ExtendedAttribute(FileNames.text(in.bytes()), ByteBuffer.wrap(in.bytes())));
        }
        return extended;
    }
}
