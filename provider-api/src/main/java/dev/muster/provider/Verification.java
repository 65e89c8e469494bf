package dev.muster.provider;

import java.util.List;

/// What was checked, and what came out.
///
/// @param checks in order; at least one, or nothing was verified
public record Verification(List<Check> checks) {
    public Verification {
        checks = List.copyOf(checks);
    }

    public boolean passed() {
        return !checks.isEmpty() && checks.stream().allMatch(Check::passed);
    }

    /// @param name what was asked, such as `page checksums` or the user's own SQL
    /// @param detail the answer, such as `12,804 pages, 0 bad`
    public record Check(String name, boolean passed, String detail) {}
}
