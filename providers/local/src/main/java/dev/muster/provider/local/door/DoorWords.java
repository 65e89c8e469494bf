package dev.muster.provider.local.door;

import dev.muster.model.Address;
import dev.muster.model.Names;
import dev.muster.model.RegionId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Values as they stand in the state file and on the control port: `key=value`, joined by `&`.
final class DoorWords {
    private final Map<String, String> values;

    private DoorWords(Map<String, String> values) {
        this.values = values;
    }

    /// @throws IllegalArgumentException if a key is doubled or has no value
    static DoorWords parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String pair : text.strip().split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not key=value: '" + pair + "'");
            }
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (values.put(pair.substring(0, equals), value) != null) {
                throw new IllegalArgumentException("doubled: " + pair);
            }
        }
        return new DoorWords(values);
    }

    RegionId region() {
        String name = word("region");
        if (!Names.isLabel(name)) {
            throw new IllegalArgumentException("not a region: '" + name + "'");
        }
        return new RegionId(name);
    }

    /// `HOST:PORT`, with an IPv6 address in brackets.
    Address backend() {
        String text = word("backend");
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("not HOST:PORT: '" + text + "'");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new Address(host, (int) number(text.substring(colon + 1)));
    }

    Optional<Long> number(Key key) {
        return Optional.ofNullable(values.get(key.word)).map(DoorWords::number);
    }

    long required(Key key) {
        return number(word(key.word));
    }

    private String word(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("not a number: '" + text + "'");
        }
        return Long.parseLong(text);
    }

    /// The numbers.
    enum Key {
        EPOCH("epoch"),
        VERSION("version"),
        IF_VERSION("if-version");

        private final String word;

        Key(String word) {
            this.word = word;
        }
    }
}
