package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The list of blobs at the end of a pack, from which an index can be built again.
public final class PackDirectory {
    /// The last bytes of a pack, which tell how long its directory is.
    public static final int LENGTH = 4;

    private PackDirectory() {}

    /// How many bytes lie sealed before the last ones.
    ///
    /// @param last the last bytes of a pack
    public static int stored(byte[] last) {
        return last.length == LENGTH ? stored(last, 0) : Integer.MAX_VALUE;
    }

    private static int stored(byte[] bytes, int at) {
        long stored = new Decoder("pack", bytes, at, at + LENGTH).u32();
        return (int) Math.min(stored, Integer.MAX_VALUE);
    }

    /// The same from its own sealed bytes.
    ///
    /// @param offset where it lies in the pack
    public static Optional<List<PackWriter.Entry>> open(PackKey key, long offset, byte[] sealed) {
        return key.openDirectory(offset, sealed, 0, sealed.length).map(PackDirectory::decode);
    }

    /// Empty if the directory is not what was sealed with this key.
    public static Optional<List<PackWriter.Entry>> read(PackKey key, byte[] pack) {
        int end = pack.length - LENGTH;
        if (end < 0) {
            return Optional.empty();
        }
        int stored = stored(pack, end);
        if (stored > end) {
            return Optional.empty();
        }
        int offset = end - stored;
        return key.openDirectory(offset, pack, offset, stored).map(PackDirectory::decode);
    }

    private static List<PackWriter.Entry> decode(byte[] body) {
        Decoder in = new Decoder("directory of a pack", body, 1, body.length);
        int count = in.count(24);
        List<PackWriter.Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(
                    new PackWriter.Entry(
                            in.u8(),
                            in.id(),
                            in.upTo(Integer.MAX_VALUE),
                            in.upTo(Integer.MAX_VALUE),
                            in.upTo(BlobRef.LIMIT)));
        }
        in.end();
        return entries;
    }
}
