package dev.muster.provider.redis.restore;

import dev.muster.provider.Progress;
import java.io.IOException;
import java.io.OutputStream;

/// Tells how much went through.
final class Counted extends OutputStream {
    private final OutputStream out;
    private final Progress progress;

    Counted(OutputStream out, Progress progress) {
        this.out = out;
        this.progress = progress;
    }

    @Override
    public void write(int single) throws IOException {
        out.write(single);
        progress.advance(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        progress.advance(length);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
