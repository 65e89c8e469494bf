package dev.muster.provider.mariadb.source;

import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.provider.mariadb.kind.MariadbKind;
import dev.muster.provider.mariadb.kind.MariadbSettings;

/// A server as it is reached and logged in to.
///
/// @param component whose server it is, for messages
/// @param address where
/// @param connection as whom, and how encrypted
public record Endpoint(
        ComponentId component, Address address, MariadbSettings.Connection connection) {
    /// The server that is protected.
    public static Endpoint source(ComponentId component, MariadbSettings settings) {
        return new Endpoint(
                component, MariadbKind.protectedAddress(settings), settings.connection());
    }

    /// The restored server, at its own address.
    public static Endpoint restored(
            ComponentId component, MariadbSettings settings, Address address) {
        return new Endpoint(component, address, settings.recovered());
    }

    @Override
    public String toString() {
        return component + " at " + address;
    }
}
