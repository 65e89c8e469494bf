package dev.muster.plan.simulation;

/// Numbers that look random and follow from a seed: the same on every machine and in every version
/// of Java. SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
final class Dice {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    Dice(long seed) {
        this.state = seed;
    }

    private long next() {
        state += GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /// At least 0 and less than 1.
    double unit() {
        return (next() >>> 11) * UNIT;
    }

    /// At least 0 and less than the bound.
    int below(int bound) {
        return (int) (unit() * bound);
    }
}
