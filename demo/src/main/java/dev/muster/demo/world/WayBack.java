package dev.muster.demo.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// What people carry to a region that comes back empty.
record WayBack(DemoLayout layout, DemoPrograms programs) {
    void furnish() throws IOException {
        DemoSeat old = layout.seat();
        DemoSeat seat = layout.seatOfWayBack();
        Files.createDirectory(layout.north(), DemoFiles.OWNER_ONLY);
        copy(
                layout.applicationPassword(layout.south()),
                layout.applicationPassword(layout.north()));
        copy(old.password(), seat.password());
        for (Path each : below(old.config())) {
            copy(each, seat.config().resolve(old.config().relativize(each)));
        }
        Files.writeString(seat.strategy(), DemoStrategy.wayBack(layout, programs).text());
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent(), DemoFiles.OWNER_ONLY);
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
