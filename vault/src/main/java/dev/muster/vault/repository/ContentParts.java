package dev.muster.vault.repository;

import dev.muster.vault.repository.FileReading.Piece;

/// Sends the parts of a file that is made anew to the run; holes are there already.
record ContentParts(ContentRun run, RestoreTarget file) implements FileReading.PartSink {
    @Override
    public void chunk(Piece piece) throws InterruptedException {
        run.add(file, piece);
    }

    @Override
    public void hole(long at, long length) {
        run.passHole(length);
    }
}
