package dev.muster.provider.opensearch.kind;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import dev.muster.kind.Port;
import dev.muster.model.Address;
import dev.muster.model.Secret;
import java.util.List;
import java.util.Optional;

/// What a strategy says of an OpenSearch cluster.
public record OpenSearchSettings(
        @Doc("How Muster reaches the cluster that is protected.") Connection connection,
        @Doc(
                        "The folder of the snapshots, below `path.repo` of every node and under the"
                                + " same name on the host where Muster runs. Muster's alone.")
                Folder repository,
        @Doc("Names and patterns of the indices that are protected.") @Default("[ \"*\", \"-.*\" ]")
                List<String> indices,
        @Doc("How the indices come back.") Optional<Recover> recover) {
    public OpenSearchSettings {
        indices = List.copyOf(indices);
    }

    /// Where it comes back, if that is said.
    public Optional<Cluster> cluster() {
        return recover.flatMap(Recover::cluster);
    }

    /// The user's own questions that must count something.
    public List<String> assertions() {
        return recover.flatMap(Recover::verify).orElse(List.of());
    }

    /// @param user needs to manage snapshots and to read the indices' statistics
    public record Connection(
            @Doc("Name or address of a node.") String host,
            @Doc("Its HTTP port.") @Default("9200") Port port,
            @Doc("A user of the cluster, where it asks for one.") Optional<String> user,
            @Doc("Its password, as a reference such as `${env:SEARCH_PASSWORD}`.")
                    Optional<Secret> password,
            @Doc("`disable`, `require` or `verify-full`.") @Default("disable") Tls tls,
            @Doc(
                            "A file with the authority's certificate (PEM) for `tls`; without it,"
                                    + " those that Java knows.")
                    Optional<Folder> ca) {
        public Address address() {
            return new Address(host, port.number());
        }
    }

    public record Recover(
            @Doc("The cluster that the indices come back in.") Optional<Cluster> cluster,
            @Doc(
                            "Questions such as `orders/_count?q=state:paid` that must count"
                                    + " something once the indices are back.")
                    Optional<List<String>> verify) {
        public Recover {
            verify = verify.map(List::copyOf);
        }
    }

    /// One that runs already, with none of the indices.
    public record Cluster(
            @Doc("How Muster reaches it.") Connection connection,
            @Doc(
                            "The folder that the snapshots are restored to, below `path.repo` of"
                                    + " every node of it; absent or empty before a restore.")
                    Folder repository) {}
}
