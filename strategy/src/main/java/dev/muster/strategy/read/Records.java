package dev.muster.strategy.read;

import dev.muster.strategy.text.StrategyErrors;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Makes records by their canonical constructor.
final class Records {
    private Records() {}

    /// Empty if the record refuses the values; that is then reported in its own words.
    static Optional<Record> make(
            Class<? extends Record> type, List<Object> values, Path path, Report report) {
        try {
            Class<?>[] types =
                    Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return Optional.of(constructor.newInstance(values.toArray()));
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
}
