package dev.muster.bench;

import java.util.List;

/// One measured number, held against what was promised.
///
/// @param figure its name
/// @param target the most that it may be; a figure without a promise has an infinite one
/// @param samples what it was computed from, in the same unit
record Figure(String figure, double value, String unit, double target, List<Double> samples) {
    Figure {
        samples = List.copyOf(samples);
    }

    /// The value below which a part of the samples lies, by the nearest rank.
    static double percentile(List<Double> samples, double part) {
        List<Double> sorted = samples.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
    }

    boolean met() {
        return value <= target;
    }
}
