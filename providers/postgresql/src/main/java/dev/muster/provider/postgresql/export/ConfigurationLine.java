package dev.muster.provider.postgresql.export;

/// Lines of postgresql.conf.
public final class ConfigurationLine {
    private ConfigurationLine() {}

    public static String of(String name, String value) {
        String quoted = value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n");
        return name + " = '" + quoted + "'";
    }
}
