package dev.muster.engine.machine;

import java.util.Arrays;

/// The states of all steps, immutable. One change copies some hundred references and not all: a run
/// of 5,000 steps makes over 10,000 changes.
final class StepTable {
    private static final int CHUNK = 64;

    private final StepState[][] chunks;

    private StepTable(StepState[][] chunks) {
        this.chunks = chunks;
    }

    static StepTable of(StepState[] states) {
        StepState[][] chunks = new StepState[(states.length + CHUNK - 1) / CHUNK][];
        for (int i = 0; i < chunks.length; i++) {
            int from = i * CHUNK;
            chunks[i] = Arrays.copyOfRange(states, from, Math.min(states.length, from + CHUNK));
        }
        return new StepTable(chunks);
    }

    StepState get(int number) {
        return chunks[number / CHUNK][number % CHUNK];
    }

    StepTable with(int number, StepState state) {
        StepState[][] copy = chunks.clone();
        StepState[] chunk = copy[number / CHUNK].clone();
        chunk[number % CHUNK] = state;
        copy[number / CHUNK] = chunk;
        return new StepTable(copy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StepTable table && Arrays.deepEquals(table.chunks, chunks);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(chunks);
    }
}
