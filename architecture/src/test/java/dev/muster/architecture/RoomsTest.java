package dev.muster.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private final House house = House.here();
    private final RoomTable table = RoomTable.here();

    @Test
    void everyModuleIsInTheTable() {
        assertThat(house.modules()).isNotEmpty().allSatisfy(table::ofModule);
    }

    @Test
    void theTableNamesOnlyRoomsThatItHas() {
        Set<String> names = new HashSet<>(Set.of("everything"));
        table.rooms().forEach(room -> names.add(room.name()));
        assertThat(table.rooms()).allSatisfy(room -> assertThat(names).containsAll(room.mayKnow()));
        assertThat(table.roomsOfLibrary().values())
                .isNotEmpty()
                .allSatisfy(rooms -> assertThat(names).containsAll(rooms));
    }

    @Test
    void noRoomMayKnowItselfThroughOthers() {
        assertThat(table.rooms())
                .filteredOn(room -> !room.mayKnow().contains("everything"))
                .allSatisfy(room -> assertThat(table.known(room)).doesNotContain(room.name()));
    }

    @Test
    void roomsKnowOnlyWhomTheyMayKnow() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : house.classes()) {
            String module = house.moduleOf(type).orElseThrow();
            Set<String> known = table.known(table.ofModule(module));
            for (JavaClass other : neighbours(type)) {
                Optional<String> there = house.moduleOf(other);
                if (there.isPresent()
                        && !there.get().equals(module)
                        && !known.contains(table.ofModule(there.get()).name())) {
                    violations.add(type.getName() + " (" + module + ") knows " + other.getName());
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void librariesStayInTheirRooms() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : house.classes()) {
            String room = table.ofModule(house.moduleOf(type).orElseThrow()).name();
            for (JavaClass other : neighbours(type)) {
                table.roomsOfLibrary()
                        .forEach((library, rooms) -> {
                            if (other.getName().startsWith(library + ".")
                                    && !rooms.contains(room)) {
                                violations.add(type.getName() + " uses " + other.getName());
                            }
                        });
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void noPackageIsSplitBetweenModules() {
        Map<String, Set<String>> modulesOfPackage = new HashMap<>();
        for (JavaClass type : house.classes()) {
            modulesOfPackage
                    .computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                    .add(house.moduleOf(type).orElseThrow());
        }
        assertThat(modulesOfPackage.values()).allSatisfy(modules -> assertThat(modules).hasSize(1));
    }

    private static List<JavaClass> neighbours(JavaClass type) {
        List<JavaClass> others = new ArrayList<>();
        type.getDirectDependenciesFromSelf()
                .forEach(dependency ->
                        others.add(dependency.getTargetClass().getBaseComponentType()));
        return others;
    }
}
