package dev.muster.documents.page;

import java.util.regex.Pattern;

/// A piece of running text.
public sealed interface Inline {

    /// Words.
    record Plain(String text) implements Inline {}

    /// Words that matter more.
    record Strong(String text) implements Inline {}

    /// What a machine says or is told, to the letter.
    record Code(String text) implements Inline {}

    /// A short state, such as `met` or `measured`.
    record Badge(Tone tone, String text) implements Inline {}

    /// A way to another place of the page.
    record Jump(Anchor to, String text) implements Inline {}

    /// A way to another document of the same folder.
    ///
    /// @param name its path from the folder, without ending: `runbooks/region-loss/runbook`
    record OtherPage(String name, String text) implements Inline {
        private static final Pattern PATH = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)*");

        public OtherPage {
            if (!PATH.matcher(name).matches()) {
                throw new IllegalArgumentException("not the name of a document: " + name);
            }
        }
    }

    /// A mail address that can be followed.
    record Mail(String address) implements Inline {
        private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+");

        boolean canBeFollowed() {
            return SAFE.matcher(address).matches();
        }
    }

    /// A telephone number that can be called.
    record Call(String number) implements Inline {
        private static final Pattern SAFE = Pattern.compile("\\+?[0-9][0-9 ()./-]*");

        boolean canBeFollowed() {
            return SAFE.matcher(number).matches();
        }

        String digits() {
            return number.replaceAll("[^+0-9]", "");
        }
    }

    /// A length in proportion to others of its column.
    ///
    /// @param share 0 to 1
    record Bar(double share) implements Inline {
        public Bar {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a bar's share is 0 to 1, not " + share);
            }
        }
    }

    /// A place to write by hand.
    ///
    /// @param width about how many characters
    record Blank(int width) implements Inline {}
}
