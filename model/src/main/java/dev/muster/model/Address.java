package dev.muster.model;

/// Where a component is reached.
///
/// @param host name or address literal
/// @param port 1 to 65535
public record Address(String host, int port) {
    public Address {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a host must not be empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
