package dev.muster.kind;

/// How a kind is drawn.
///
/// @param icon file name without ending of an icon that `documents` has
/// @param label the technology, as it names itself
public record Look(String icon, String label) {}
