package dev.muster.vault.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/// The bytes of a request, not copied, and those of a response.
final class Content {
    /// What is allocated at once on the word of a response.
    private static final int AT_ONCE = 64 << 20;

    private Content() {}

    /// A body that can be sent again.
    static RequestBody body(ByteBuffer content) {
        return RequestBody.fromContentProvider(
                () -> new Reading(content.duplicate()),
                content.remaining(),
                "application/octet-stream");
    }

    static String sha256(ByteBuffer content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content.duplicate());
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Exactly so many bytes.
    ///
    /// @throws IOException if fewer come
    static byte[] read(InputStream in, long count) throws IOException {
        if (count > Integer.MAX_VALUE - 8) {
            throw new IOException("an object of " + count + " bytes is longer than any may be");
        }
        byte[] bytes;
        if (count <= AT_ONCE) {
            bytes = new byte[(int) count];
            int read = in.readNBytes(bytes, 0, bytes.length);
            require(read, count);
        } else {
            bytes = in.readNBytes((int) count);
            require(bytes.length, count);
        }
        return bytes;
    }

    private static void require(int read, long count) throws IOException {
        if (read < count) {
            throw new EOFException("only " + read + " of " + count + " bytes came");
        }
    }

    private static final class Reading extends InputStream {
        private final ByteBuffer content;

        Reading(ByteBuffer content) {
            this.content = content;
        }

        @Override
        public int read() {
            return content.hasRemaining() ? content.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            if (length == 0) {
                return 0;
            }
            int count = Math.min(length, content.remaining());
            content.get(bytes, from, count);
            return count == 0 ? -1 : count;
        }

        @Override
        public int available() {
            return content.remaining();
        }

        @Override
        public boolean markSupported() {
            return true;
        }

        @Override
        public synchronized void mark(int limit) {
            content.mark();
        }

        @Override
        public synchronized void reset() {
            content.reset();
        }
    }
}
