package dev.muster.provider.mariadb.draft;

import dev.muster.model.MusterException;
import dev.muster.model.Secret;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address of one server.
///
/// @param password the one that stands in it
record ServerAddress(String host, int port, String user, Optional<Secret> password) {
    private static final int PORT = 3306;

    /// What a strategy can hold without being taken for something else.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:-]+");

    static boolean isOne(URI address) {
        return "mariadb".equals(address.getScheme());
    }

    static ServerAddress of(URI address) {
        String host = address.getHost();
        String login = address.getUserInfo();
        if (host == null || login == null || login.startsWith(":") || login.isEmpty()) {
            throw refused("it needs a user and a host");
        }
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        for (String word : new String[] {bare, user}) {
            if (!PLAIN.matcher(word).matches()) {
                throw refused("'" + word + "' has letters that a strategy needs written by hand");
            }
        }
        return new ServerAddress(
                bare,
                address.getPort() < 0 ? PORT : address.getPort(),
                user,
                colon < 0 ? Optional.empty() : Optional.of(new Secret(login.substring(colon + 1))));
    }

    private static MusterException refused(String why) {
        return MariadbErrors.ADDRESS.error(
                "the address cannot be used: " + why,
                "muster init --from mariadb://USER@HOST:3306");
    }

    /// Without the password.
    @Override
    public String toString() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return "mariadb://" + user + "@" + shown + ":" + port;
    }
}
