package dev.muster.record;

import dev.muster.model.Digest;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.ssh.SshKey;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Random values of any record or sealed type, found by looking at its components: a field or a
/// variant that is added is covered without a change here.
public final class RandomRecords {
    private static final String LETTERS = "abz09 -_.\"\\/\u00e9\u4e2d\n\u0000\ud83d\ude80";

    private static final List<SshKey> KEYS =
            List.of(
                    new SshKey(
                            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILbSfyT+5Ty8AO"
                                    + "zu4ublxT48kR/+xA5u3nEop+q7hiqp"),
                    new SshKey(
                            "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlz"
                                    + "dHAyNTYAAABBBMgEsbL6e41Qwhs0UXlZjsCvTpW9oOjXuN8tlDtLwTmo8kpP"
                                    + "WYZQUT3btSOK2mA7T0IzfjoTByIVmW9ecOlG3ZQ="));

    private final Random random;

    public RandomRecords(long seed) {
        random = new Random(seed);
    }

    public <T> T any(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(generic);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) {
            return text();
        }
        if (raw == int.class) {
            return 1 + random.nextInt(1_000);
        }
        if (raw == long.class) {
            return random.nextInt(4) == 0 ? Long.MAX_VALUE : 1L + random.nextInt(100_000);
        }
        if (raw == boolean.class) {
            return random.nextBoolean();
        }
        if (raw == double.class) {
            return random.nextDouble();
        }
        if (raw == Instant.class) {
            return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        }
        if (raw == Duration.class) {
            return Duration.ofSeconds(random.nextInt(1_000_000), random.nextInt(1_000_000_000));
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
        }
        if (raw.isSealed()) {
            Class<?>[] variants = raw.getPermittedSubclasses();
            return value(variants[random.nextInt(variants.length)]);
        }
        return record(raw);
    }

    private Object container(ParameterizedType generic) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type element = generic.getActualTypeArguments()[0];
        if (raw == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(value(element));
        }
        if (raw == SortedMap.class) {
            SortedMap<String, String> map = new TreeMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                map.put(text(), text());
            }
            return map;
        }
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(element));
        }
        return raw == Set.class ? new HashSet<>(elements) : elements;
    }

    private Object record(Class<?> type) {
        if (type == Digest.class) {
            return Digest.of(text());
        }
        if (type == SshKey.class) {
            return KEYS.get(random.nextInt(KEYS.size()));
        }
        if (type == LogPosition.class) {
            return new LogPosition("line-" + random.nextInt(5), random.nextLong());
        }
        if (type == Epoch.class) {
            return new Epoch(1 + random.nextInt(5));
        }
        if (type == Receipt.class) {
            Instant started = (Instant) value(Instant.class);
            return new Receipt(
                    any(dev.muster.model.RunId.class),
                    any(dev.muster.model.StepId.class),
                    1 + random.nextInt(9),
                    any(Epoch.class),
                    any(Receipt.Origin.class),
                    started,
                    started.plusMillis(random.nextInt(10_000)),
                    any(Details.class));
        }
        RecordComponent[] components = type.getRecordComponents();
        if (components.length == 1 && type.getSimpleName().endsWith("Id")) {
            return construct(type, components, new Object[] {"name-" + random.nextInt(100)});
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(components[i].getGenericType());
        }
        return construct(type, components, values);
    }

    private static Object construct(Class<?> type, RecordComponent[] components, Object[] values) {
        try {
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = components[i].getType();
            }
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException broken) {
            throw new AssertionError("cannot make a random " + type, broken);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(12); i > 0; i--) {
            int at = LETTERS.offsetByCodePoints(0, random.nextInt(14));
            text.appendCodePoint(LETTERS.codePointAt(at));
        }
        return text.toString();
    }
}
