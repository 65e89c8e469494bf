package dev.muster.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of files as text that gives back every byte.
///
/// A POSIX name is bytes, mostly UTF-8. Bytes that are not UTF-8 become lone surrogates, U+DC80 to
/// U+DCFF, as Python does (PEP 383): no UTF-8 decodes to those, so nothing is mixed up.
public final class FileNames {
    private static final char ESCAPE = 0xdc00;
    private static final Pattern SHOWN = Pattern.compile("\\\\(?:\\\\|x([0-9a-fA-F]{2}))");

    private FileNames() {}

    public static String text(byte[] name) {
        return text(name, 0, name.length);
    }

    public static String text(byte[] name, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (name[i] < 0) {
                return decode(ByteBuffer.wrap(name, from, count));
            }
        }
        return new String(name, from, count, StandardCharsets.US_ASCII);
    }

    private static String decode(ByteBuffer name) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(name.remaining() + 1);
        while (true) {
            CoderResult result = decoder.decode(name, text, true);
            if (result.isUnderflow()) {
                return text.flip().toString();
            }
            // only the first byte: what follows it may begin a character
            text.put((char) (ESCAPE | (name.get() & 0xff)));
            decoder.reset();
        }
    }

    public static byte[] bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                return encode(text);
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(text.charAt(i) & 0xff);
                from = i + 1;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static boolean isEscape(String text, int at) {
        char c = text.charAt(at);
        return c >= 0xdc80
                && c <= 0xdcff
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    /// For people: bytes that are not UTF-8, and control characters, are written as in `\xff`, a
    /// backslash as two.
    public static String show(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscape(text, i) || Character.isISOControl(c)) {
                for (byte b : bytes(String.valueOf(c))) {
                    shown.append(String.format("\\x%02x", b & 0xff));
                }
            } else {
                shown.append(c == '\\' ? "\\\\" : String.valueOf(c));
            }
        }
        return shown.toString();
    }

    /// What [#show] shows, as a name again.
    public static String typed(String shown) {
        Matcher matcher = SHOWN.matcher(shown);
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        int from = 0;
        while (matcher.find()) {
            name.writeBytes(bytes(shown.substring(from, matcher.start())));
            String hex = matcher.group(1);
            name.write(hex == null ? '\\' : Integer.parseInt(hex, 16));
            from = matcher.end();
        }
        name.writeBytes(bytes(shown.substring(from)));
        return text(name.toByteArray());
    }

    /// Compares paths by their bytes, where the parting `/` comes before all else: so a folder
    /// comes before what is in it, and that before the folder's next sibling.
    public static int compare(byte[] one, byte[] other) {
        int count = Math.min(one.length, other.length);
        for (int i = 0; i < count; i++) {
            if (one[i] != other[i]) {
                return Integer.compare(weight(one[i]), weight(other[i]));
            }
        }
        return Integer.compare(one.length, other.length);
    }

    private static int weight(byte b) {
        return b == '/' ? 0 : b & 0xff;
    }
}
