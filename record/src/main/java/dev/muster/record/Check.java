package dev.muster.record;

/// One question that verification asked.
///
/// @param name what was asked, such as `page checksums` or the user's own SQL
/// @param detail the answer, such as `12,804 pages, 0 bad`
public record Check(String name, boolean passed, String detail) {}
