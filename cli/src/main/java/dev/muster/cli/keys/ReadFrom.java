package dev.muster.cli.keys;

import dev.muster.cli.Call;
import dev.muster.cli.site.Sites;
import dev.muster.operations.Site;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where backups are read from, and with whose key.
public final class ReadFrom {
    @Option(
            names = "--drill",
            paramLabel = "NAME",
            description = "read with the key of that drill, and never with the archive's")
    private String drill = "";

    @Mixin private FromVault from = new FromVault();

    public Site open(Call call, Sites sites) {
        Site site = from.reading(call, sites);
        return drill.isEmpty() ? site : site.asDrill(drill);
    }
}
