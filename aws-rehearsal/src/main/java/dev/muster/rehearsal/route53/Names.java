package dev.muster.rehearsal.route53;

import dev.muster.rehearsal.wire.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Names of DNS, as Route 53 keeps them: absolute, in lower case, `*` as `\052`.
final class Names {
    private static final String STAR = "\\052";
    private static final int LONGEST = 255;
    private static final int LONGEST_LABEL = 63;

    private Names() {}

    static String absolute(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace("*", STAR);
        return lower.endsWith(".") ? lower : lower + ".";
    }

    static void check(String name) {
        boolean wrong = name.isEmpty() || name.length() > LONGEST || name.contains("..");
        for (String label : name.split("\\.")) {
            wrong |= label.replace(STAR, "*").length() > LONGEST_LABEL;
        }
        if (wrong) {
            throw Refusal.of(400, "InvalidDomainName", "'" + name + "' is not a valid domain name");
        }
    }

    static boolean isWithin(String name, String zone) {
        return name.equals(zone) || name.endsWith("." + zone);
    }

    static String reversed(String name) {
        List<String> labels = new ArrayList<>(Arrays.asList(name.split("\\.")));
        Collections.reverse(labels);
        return String.join(".", labels);
    }

    /// The name with a star in place of its first label.
    static String wildcard(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : STAR + name.substring(dot);
    }

    static String parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 || dot == name.length() - 1 ? "" : name.substring(dot + 1);
    }
}
