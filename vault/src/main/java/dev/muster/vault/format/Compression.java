package dev.muster.vault.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The body of blobs and frames: one byte that tells the codec, then the bytes.
///
/// Contexts of the native library are borrowed from a pool, since making one costs more than
/// compressing a page.
public final class Compression {
    static final int AS_IS = 0;
    static final int ZSTD = 1;
    private static final int LEVEL = 1;
    private static final int WORTHWHILE = 64;

    private static final ConcurrentLinkedQueue<Compressor> COMPRESSORS =
            new ConcurrentLinkedQueue<>();
    private static final ConcurrentLinkedQueue<ZstdDecompressCtx> DECOMPRESSORS =
            new ConcurrentLinkedQueue<>();

    private Compression() {}

    public static byte[] body(byte[] plain, int from, int count) {
        if (count >= WORTHWHILE) {
            Compressor borrowed = COMPRESSORS.poll();
            Compressor compressor = borrowed != null ? borrowed : new Compressor();
            Optional<byte[]> body = compressor.body(plain, from, count);
            COMPRESSORS.add(compressor);
            if (body.isPresent()) {
                return body.get();
            }
        }
        byte[] target = new byte[1 + count];
        target[0] = AS_IS;
        System.arraycopy(plain, from, target, 1, count);
        return target;
    }

    /// A context of the native library and the room that it compresses into.
    private static final class Compressor {
        private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
        private byte[] room = new byte[0];

        /// Empty if it would not become smaller.
        Optional<byte[]> body(byte[] plain, int from, int count) {
            int bound = 1 + (int) Zstd.compressBound(count);
            if (room.length < bound) {
                room = new byte[bound];
            }
            int length = context.compressByteArray(room, 1, room.length - 1, plain, from, count);
            room[0] = ZSTD;
            return length < count ? Optional.of(Arrays.copyOf(room, 1 + length)) : Optional.empty();
        }
    }

    /// Empty if the body does not hold exactly `length` bytes.
    public static Optional<byte[]> plain(byte[] body, int length) {
        if (body.length == 0) {
            return Optional.empty();
        }
        if (body[0] == AS_IS) {
            return body.length == length + 1
                    ? Optional.of(Arrays.copyOfRange(body, 1, body.length))
                    : Optional.empty();
        }
        if (body[0] != ZSTD || Zstd.getFrameContentSize(body, 1, body.length - 1) != length) {
            return Optional.empty();
        }
        return decompress(body, length);
    }

    private static Optional<byte[]> decompress(byte[] body, int length) {
        ZstdDecompressCtx borrowed = DECOMPRESSORS.poll();
        ZstdDecompressCtx context = borrowed != null ? borrowed : new ZstdDecompressCtx();
        byte[] plain = new byte[length];
        try {
            int count = context.decompressByteArray(plain, 0, length, body, 1, body.length - 1);
            return count == length ? Optional.of(plain) : Optional.empty();
        } catch (com.github.luben.zstd.ZstdException damaged) {
            return Optional.empty();
        } finally {
            DECOMPRESSORS.add(context);
        }
    }
}
