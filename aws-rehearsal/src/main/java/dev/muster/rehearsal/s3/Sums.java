package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.wire.Checksums;
import java.io.OutputStream;

/// Checksums as something to write into.
final class Sums {
    private Sums() {}

    static OutputStream into(Checksums.Running sum) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] data, int offset, int length) {
                sum.update(data, offset, length);
            }
        };
    }
}
