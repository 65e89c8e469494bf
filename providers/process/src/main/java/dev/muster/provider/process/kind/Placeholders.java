package dev.muster.provider.process.kind;

import dev.muster.kind.Port;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills in what is known only in a region.
///
/// @param region where the process is started
/// @param port its own port there
/// @param dependencies where what it depends on is reached there
record Placeholders(RegionId region, Optional<Port> port, Map<ComponentId, Address> dependencies) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\$\\{)|\\$\\{([^}]*)}");

    /// What a text would look like here, and which of its placeholders stand for nothing.
    ///
    /// @param text with those left as they are
    record Filled(String text, List<String> unknown) {}

    Filled fill(String text) {
        List<String> unknown = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        String filled =
                matcher.replaceAll(match -> {
                    if (match.group(1) != null) {
                        return Matcher.quoteReplacement("${");
                    }
                    Optional<String> value = value(Reference.parse(match.group(2)));
                    if (value.isEmpty()) {
                        unknown.add(match.group());
                    }
                    return Matcher.quoteReplacement(value.orElse(match.group()));
                });
        return new Filled(filled, List.copyOf(unknown));
    }

    private Optional<String> value(Reference reference) {
        return switch (reference) {
            case Reference.OwnRegion _ -> Optional.of(region.value());
            case Reference.OwnPort _ -> port.map(Port::toString);
            case Reference.HostOf of -> address(of.component()).map(Address::host);
            case Reference.PortOf of ->
                    address(of.component()).map(address -> Integer.toString(address.port()));
            case Reference.Unknown _ -> Optional.empty();
        };
    }

    private Optional<Address> address(ComponentId component) {
        return Optional.ofNullable(dependencies.get(component));
    }
}
