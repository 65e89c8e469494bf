package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.vault.format.PackWriter;

/// Which packs are worth the work.
///
/// @param percent a pack is written again if no more than this share of it is still needed
/// @param join small packs of one sort are joined where there are at least so many
public record RepackRules(int percent, int join) {
    /// Half of each byte that is written again was freed.
    public static final RepackRules USUAL = new RepackRules(50, 8);

    public RepackRules {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("0 to 100 percent, not " + percent);
        }
        if (join < 2) {
            throw new IllegalArgumentException("2 packs or more can be joined, not " + join);
        }
    }

    /// Below a quarter of what a pack is filled to, it is small.
    static ByteSize small(boolean sections) {
        return new ByteSize((sections ? PackWriter.SECTION_TARGET : PackWriter.CONTENT_TARGET) / 4);
    }
}
