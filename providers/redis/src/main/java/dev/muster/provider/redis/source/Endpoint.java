package dev.muster.provider.redis.source;

import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.provider.redis.kind.RedisKind;
import dev.muster.provider.redis.kind.RedisSettings;

/// A server as it is reached and logged in to.
///
/// @param component whose server it is, for messages
/// @param address where
/// @param connection as whom, and how encrypted
public record Endpoint(
        ComponentId component, Address address, RedisSettings.Connection connection) {
    /// The server that is protected.
    public static Endpoint source(ComponentId component, RedisSettings settings) {
        return new Endpoint(component, RedisKind.protectedAddress(settings), settings.connection());
    }

    /// The restored server, at its own address.
    public static Endpoint restored(
            ComponentId component, RedisSettings settings, Address address) {
        return new Endpoint(component, address, settings.recovered());
    }

    @Override
    public String toString() {
        return component + " at " + address;
    }
}
