package dev.muster.provider.postgresql.export;

import dev.muster.provider.postgresql.log.LogWalk;
import dev.muster.provider.postgresql.log.Segments;
import java.io.IOException;
import java.io.OutputStream;

/// Watches the log of a plan on its way into files, and so knows where replay will end and whether
/// the target was met. One thread.
public final class ReplayLog {
    private final Aim aim;
    private final LogWalk walk;

    public ReplayLog(Segments segments, ReplayPlan plan, Aim aim) {
        this.aim = aim;
        this.walk = new LogWalk(segments, plan.start(), aim);
    }

    /// What the server's replay will come to.
    ///
    /// @param wholeUntil where the last whole record ends that was read
    /// @param damaged whether the log goes on after it with something else
    public record End(long wholeUntil, boolean damaged) {}

    /// Where the bytes of a file are to be written, on their way to `out`.
    public OutputStream through(ReplayFile file, OutputStream out) {
        if (file.afterCut()) {
            walk.cut();
        }
        return new Walking(out, file.from());
    }

    /// The file that was begun last is whole.
    ///
    /// @return whether no file after it is needed
    public boolean ended() {
        aim.walked(walk.lastRecord());
        return aim.isMet();
    }

    public End end() {
        return new End(walk.wholeUntil(), walk.damage() != null);
    }

    /// Passes bytes on, and lets the walk see those that it has not seen.
    private final class Walking extends OutputStream {
        private final OutputStream out;
        private long position;

        Walking(OutputStream out, long position) {
            this.out = out;
            this.position = position;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            int known = (int) Math.max(0, Math.min(length, walk.position() - position));
            walk.feed(bytes, offset + known, length - known);
            position += length;
        }
    }
}
