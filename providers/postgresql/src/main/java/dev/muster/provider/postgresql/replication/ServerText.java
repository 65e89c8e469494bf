package dev.muster.provider.postgresql.replication;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads rows, errors and notices out of messages.
final class ServerText {
    private ServerText() {}

    static List<Optional<String>> row(ByteBuffer body) {
        int count = body.getShort();
        List<Optional<String>> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int length = body.getInt();
            if (length < 0) {
                columns.add(Optional.empty());
            } else {
                byte[] bytes = new byte[length];
                body.get(bytes);
                columns.add(Optional.of(new String(bytes, StandardCharsets.UTF_8)));
            }
        }
        return List.copyOf(columns);
    }

    static SQLException error(ByteBuffer body) {
        Map<Character, String> fields = fields(body);
        return new SQLException(
                fields.getOrDefault('V', fields.getOrDefault('S', "ERROR")) + ": " + said(fields),
                fields.getOrDefault('C', "XX000"));
    }

    static boolean isFatal(SQLException error) {
        String message = Optional.ofNullable(error.getMessage()).orElse("");
        return message.startsWith("FATAL: ") || message.startsWith("PANIC: ");
    }

    static String notice(ByteBuffer body) {
        return said(fields(body));
    }

    private static String said(Map<Character, String> fields) {
        String message = fields.getOrDefault('M', "");
        String detail = fields.get('D');
        return detail == null ? message : message + "; " + detail;
    }

    private static Map<Character, String> fields(ByteBuffer body) {
        Map<Character, String> fields = new HashMap<>();
        while (body.hasRemaining()) {
            byte name = body.get();
            if (name == 0) {
                break;
            }
            fields.put((char) name, Wire.text(body));
        }
        return fields;
    }
}
