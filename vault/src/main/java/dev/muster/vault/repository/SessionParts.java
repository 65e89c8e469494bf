package dev.muster.vault.repository;

import dev.muster.vault.format.FastCdc;
import dev.muster.vault.format.SourceSecret;

/// What the files of one backup session share.
record SessionParts(
        SourceSecret secret,
        FastCdc cutter,
        Workers workers,
        Pipeline pipeline,
        Extents extents,
        ContentStream content,
        SectionStream sections,
        NeededPacks needed,
        PreviousBackup previous,
        ListWriter lists) {}
