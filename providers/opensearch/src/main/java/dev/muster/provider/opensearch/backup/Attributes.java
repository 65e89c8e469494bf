package dev.muster.provider.opensearch.backup;

/// What a backup keeps beside the repository's own files.
public final class Attributes {
    /// The name of the snapshot that the backup is of.
    public static final String SNAPSHOT = "snapshot";

    /// The version of the cluster.
    public static final String VERSION = "version";

    /// A file that says what is in each index.
    public static final String INDICES = "muster-indices.json";

    /// A file with templates and pipelines.
    public static final String TEMPLATES = "muster-templates.json";

    private Attributes() {}
}
