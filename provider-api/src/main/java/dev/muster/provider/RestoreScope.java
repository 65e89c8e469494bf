package dev.muster.provider;

import java.util.List;

/// How much of a component is restored, where its kind has [dev.muster.kind.Capability#FILES] or
/// [dev.muster.kind.Capability#IN_PLACE].
///
/// @param include patterns as in exclude rules; empty for everything
/// @param inPlace over what is there, writing only what differs
/// @param deleteExtra with `inPlace`: what is there and not in the backup is removed
public record RestoreScope(List<String> include, boolean inPlace, boolean deleteExtra) {
    public static final RestoreScope ALL = new RestoreScope(List.of(), false, false);

    public RestoreScope {
        include = List.copyOf(include);
        if (deleteExtra && !inPlace) {
            throw new IllegalArgumentException("there is nothing extra in an empty folder");
        }
    }

    public boolean isAll() {
        return equals(ALL);
    }
}
