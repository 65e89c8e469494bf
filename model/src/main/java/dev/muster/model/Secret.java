package dev.muster.model;

/// A value that must not be seen: it prints as `***`.
///
/// Not a record, so that no generated `toString` or serializer finds the value. A secret may be
/// known by its reference alone, where nobody could look it up: a plan, a check or a document needs
/// none, and only [#reveal] fails.
public final class Secret {
    private final String text;
    private final boolean resolved;

    public Secret(String value) {
        this(value, true);
    }

    private Secret(String text, boolean resolved) {
        this.text = text;
        this.resolved = resolved;
    }

    /// A secret of which only the reference is known, such as `${vault:ORDERS_DB}`.
    public static Secret unresolved(String reference) {
        return new Secret(reference, false);
    }

    /// Whether [#reveal] gives a value.
    public boolean isResolved() {
        return resolved;
    }

    /// The value itself, to hand to a server and to nobody else.
    ///
    /// @throws MusterException [ModelErrors#SECRET_UNRESOLVED] if only its reference is known
    public String reveal() {
        if (!resolved) {
            throw ModelErrors.SECRET_UNRESOLVED.error(
                    "the secret " + text + " is needed here, but was not found",
                    "set it where " + text + " points, then run the command again");
        }
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && secret.resolved == resolved
                && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
