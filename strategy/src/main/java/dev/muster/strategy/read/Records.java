package dev.muster.strategy.read;

import dev.muster.strategy.text.StrategyErrors;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes records by their canonical constructor.
final class Records {
    private final Map<Class<?>, Constructor<? extends Record>> constructors = new HashMap<>();

    /// Empty if the record refuses the values; that is then reported in its own words.
    Optional<Record> make(
            Class<? extends Record> type, List<Object> values, Path path, Report report) {
        try {
            return Optional.of(
                    constructors
                            .computeIfAbsent(type, _ -> constructor(type))
                            .newInstance(values.toArray()));
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException reason) {
                report.add(
                        StrategyErrors.CONTRADICTION,
                        path.place(),
                        path.noun() + ": " + reason.getMessage(),
                        "");
                return Optional.empty();
            }
            throw new IllegalStateException(type + " failed", refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " cannot be made", impossible);
        }
    }

    private static Constructor<? extends Record> constructor(Class<? extends Record> type) {
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor;
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(type + " has no canonical constructor", impossible);
        }
    }
}
