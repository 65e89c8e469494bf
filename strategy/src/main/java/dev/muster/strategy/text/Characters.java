package dev.muster.strategy.text;

import java.util.Optional;

/// Which characters YAML 1.2 allows in a text (section 5.1).
final class Characters {
    private Characters() {}

    static Optional<Place> firstUnprintable(String file, String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (!isPrintable(character)) {
                return Optional.of(new Place(file, line, column));
            }
            i += Character.charCount(character);
            if (character == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return Optional.empty();
    }

    private static boolean isPrintable(int character) {
        return (character >= 0x20 && character <= 0x7E)
                || character == '\n'
                || character == '\r'
                || character == '\t'
                || character == 0x85
                || (character >= 0xA0 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD && character != 0xFEFF)
                || character >= 0x10000;
    }
}
