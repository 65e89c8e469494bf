package dev.muster.demo.shop;

import java.nio.file.Path;
import java.util.Map;

/// What the shop is told by its environment.
///
/// @param port where it listens
/// @param region where it runs; it says so in its answers
/// @param databaseUrl as the driver takes it
/// @param passwordFile read anew for each connection
record ShopSettings(int port, String region, String databaseUrl, String user, Path passwordFile) {

    /// @throws IllegalArgumentException if something is missing
    static ShopSettings of(Map<String, String> environment) {
        String url =
                "jdbc:postgresql://"
                        + value(environment, "DATABASE_HOST")
                        + ":"
                        + value(environment, "DATABASE_PORT")
                        + "/"
                        + value(environment, "DATABASE_NAME");
        return new ShopSettings(
                Integer.parseInt(value(environment, "PORT")),
                environment.getOrDefault("REGION", "nowhere"),
                url,
                value(environment, "DATABASE_USER"),
                Path.of(value(environment, "DATABASE_PASSWORD_FILE")));
    }

    private static String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the variable " + name + " is missing");
        }
        return value;
    }
}
