package dev.muster.vault.format;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// The rule for names of objects.
public final class ObjectNames {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_%-][A-Za-z0-9._%-]*(/[A-Za-z0-9_%-][A-Za-z0-9._%-]*)*");
    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

    private ObjectNames() {}

    public static boolean isName(String name) {
        return name.length() <= 900 && NAME.matcher(name).matches();
    }

    public static void require(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a name of an object: '" + name + "'");
        }
    }

    /// The free text that a part of a name was made from.
    public static String text(String part) {
        byte[] bytes = new byte[part.length()];
        int count = 0;
        for (int at = 0; at < part.length(); at++) {
            if (part.charAt(at) == '%' && at + 2 < part.length()) {
                bytes[count++] = (byte) HexFormat.fromHexDigits(part, at + 1, at + 3);
                at += 2;
            } else {
                bytes[count++] = (byte) part.charAt(at);
            }
        }
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }

    /// A free text as one part of a name.
    public static String part(String text) {
        StringBuilder part = new StringBuilder();
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = next > 0 && PLAIN.indexOf(next) >= 0;
            if (plain && (next != '.' || !part.isEmpty())) {
                part.append((char) next);
            } else {
                part.append(String.format(Locale.ROOT, "%%%02X", next));
            }
        }
        return part.toString();
    }
}
