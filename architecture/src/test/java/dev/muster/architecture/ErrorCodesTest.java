package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {
    private final House house = House.here();

    @Test
    void everyClassWithErrorCodesIsListedForExplain() {
        Set<String> rooms = new TreeSet<>();
        for (JavaClass type : house.classes()) {
            if (type.getPackageName().startsWith("dev.muster.testkit")) {
                continue; // made up, for tests
            }
            if (type.getFields().stream().anyMatch(ErrorCodesTest::isCode)) {
                rooms.add(type.getName());
            }
        }
        JavaClass list = house.classes().get("dev.muster.app.ErrorRooms");
        Set<String> listed = new TreeSet<>();
        list.getReferencedClassObjects().forEach(it -> listed.add(it.getRawType().getName()));

        assertThat(rooms).isNotEmpty();
        assertThat(listed).containsExactlyElementsOf(rooms);
    }

    private static boolean isCode(JavaField field) {
        return field.getRawType().getName().equals("dev.muster.model.ErrorCode")
                && field.getModifiers().contains(JavaModifier.STATIC);
    }
}
