package dev.muster.cli.screen;

import dev.muster.provider.Progress;

/// One thing whose progress is shown until it is closed. Safe for many threads.
public final class Task implements Progress, AutoCloseable {
    private final String name;
    private final Board board;
    private final long begun;
    private final Rate rate;
    private String stage = "";
    private String place = "";
    private long total;
    private long done;
    private long files;

    Task(String name, Board board, long now) {
        this.name = name;
        this.board = board;
        this.begun = now;
        this.rate = new Rate(now);
    }

    /// A new stage counts its bytes from the beginning.
    @Override
    public void stage(String stage) {
        synchronized (this) {
            this.stage = stage;
            this.place = "";
            this.total = 0;
            this.done = 0;
            this.files = 0;
            this.rate.reset(board.now());
        }
        board.changed(this);
    }

    @Override
    public synchronized void total(long bytes) {
        total = bytes;
    }

    @Override
    public synchronized void advance(long bytes) {
        done += bytes;
    }

    @Override
    public synchronized void files(long count) {
        files += count;
    }

    @Override
    public synchronized void at(String where) {
        place = where;
    }

    /// How it stands now.
    synchronized ProgressState state(long now) {
        rate.see(now, done);
        return new ProgressState(
                name, stage, place, done, total, files, rate.perSecond(), now - begun);
    }

    long begun() {
        return begun;
    }

    @Override
    public void close() {
        board.remove(this);
    }
}
