package dev.muster.app;

import dev.muster.cli.CliErrors;
import java.util.List;

/// The classes in which rooms and providers keep their error codes and findings.
final class ErrorRooms {
    static final List<Class<?>> ALL = List.of(CliErrors.class);

    private ErrorRooms() {}
}
