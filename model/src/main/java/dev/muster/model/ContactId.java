package dev.muster.model;

/// Names a person or a rota that the strategy knows.
///
/// @param value lower-case letters, digits and inner hyphens, at most 63 characters, as in a DNS
///   label
public record ContactId(String value) implements Comparable<ContactId> {
    public ContactId {
        Names.requireLabel("contact", value);
    }

    @Override
    public int compareTo(ContactId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
