package dev.muster.rehearsal.world;

import java.util.regex.Pattern;

/// An AWS account of the rehearsal, with the one key that it has.
///
/// @param id twelve digits
public record Account(String id, String accessKey, String secret) {
    private static final Pattern ID = Pattern.compile("\\d{12}");

    public Account {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an account is twelve digits, not '" + id + "'");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
