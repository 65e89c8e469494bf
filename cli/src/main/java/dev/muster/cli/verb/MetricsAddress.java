package dev.muster.cli.verb;

import dev.muster.cli.CliErrors;
import dev.muster.model.MusterException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a user wants figures to be given out.
final class MetricsAddress {
    private static final int LAST_PORT = 65_535;

    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?<host>[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):)?(?<port>[0-9]{1,5})");

    private MetricsAddress() {}

    /// @param text nothing where they are not given out
    /// @param watchdog whether the daemon is one that knows of nothing but commits that wait
    static Optional<InetSocketAddress> of(String text, boolean watchdog) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (watchdog) {
            throw CliErrors.WRONG_USAGE.error(
                    "--metrics and --watchdog do not go together",
                    "the muster serve that captures gives the figures out");
        }
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group("port")) > LAST_PORT) {
            throw wrong(text);
        }
        int port = Integer.parseInt(parts.group("port"));
        InetSocketAddress address =
                Optional.ofNullable(parts.group("host"))
                        .map(host -> new InetSocketAddress(host, port))
                        .orElseGet(() ->
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        if (address.isUnresolved()) {
            throw wrong(text);
        }
        return Optional.of(address);
    }

    private static MusterException wrong(String text) {
        return CliErrors.WRONG_USAGE.error(
                "--metrics '" + text + "' is no address", "write for example --metrics 9750");
    }
}
