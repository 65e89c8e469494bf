package dev.muster.provider.process.kind;

import dev.muster.model.ComponentId;
import dev.muster.model.Names;

/// What a placeholder in a process's settings stands for.
sealed interface Reference {
    /// The region where the process is started.
    record OwnRegion() implements Reference {}

    /// The port of the process in that region.
    record OwnPort() implements Reference {}

    /// Where a component that it depends on is reached.
    record HostOf(ComponentId component) implements Reference {}

    /// The port of a component that it depends on.
    record PortOf(ComponentId component) implements Reference {}

    /// Nothing that exists.
    record Unknown(String text) implements Reference {}

    /// Reads what stands between `${` and `}`.
    static Reference parse(String text) {
        if (text.equals("region")) {
            return new OwnRegion();
        }
        if (text.equals("port")) {
            return new OwnPort();
        }
        int dot = text.lastIndexOf('.');
        if (dot > 0 && Names.isLabel(text.substring(0, dot))) {
            ComponentId component = new ComponentId(text.substring(0, dot));
            String what = text.substring(dot + 1);
            if (what.equals("host")) {
                return new HostOf(component);
            }
            if (what.equals("port")) {
                return new PortOf(component);
            }
        }
        return new Unknown(text);
    }
}
