package dev.muster.cli.keys;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.cli.site.Sites;
import dev.muster.documents.page.HtmlRenderer;
import dev.muster.documents.page.MarkdownRenderer;
import dev.muster.documents.page.Page;
import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.strategy.VaultPlace;
import dev.muster.vault.repository.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `muster vault kit`.
@Command(name = "kit", description = "a page to print: how to start from nothing")
public final class KitVerb implements Verb {
    private final Sites sites;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description = "write it there as HTML and Markdown, and do not show it")
    private @Nullable Path to;

    @Mixin private VaultChoice choice = new VaultChoice();

    public KitVerb(Sites sites) {
        this.sites = sites;
    }

    @Override
    public Answer run(Call call) {
        Site site = sites.openPatiently(call);
        VaultId id = choice.of(site);
        VaultPlace place = Objects.requireNonNull(site.strategy().vaults().get(id));
        Vault vault = site.vaults().any(id);
        Warnings.rolledBack(call, vault, site.vaults().keys(id));
        KitPage kit = new KitPage(call, site, place, vault);
        Page page = kit.page();
        String text = MarkdownRenderer.render(page);
        List<String> files = to == null ? List.of() : write(call, id, page, text, to);
        call.answer(
                "vault-kit/1",
                new Answered(id.value(), vault.number(), kit.report().owner(), files, text),
                screen -> {
                    if (files.isEmpty()) {
                        screen.print(text.stripTrailing());
                    }
                    files.forEach(file -> screen.print("wrote " + file));
                });
        return Answer.YES;
    }

    private static List<String> write(Call call, VaultId id, Page page, String text, Path to) {
        Path folder = call.around().folder().resolve(to);
        Path html = folder.resolve("recovery-kit-" + id + ".html");
        Path markdown = folder.resolve("recovery-kit-" + id + ".md");
        try {
            Files.createDirectories(folder);
            Files.writeString(html, HtmlRenderer.render(page));
            Files.writeString(markdown, text);
        } catch (IOException e) {
            throw CliErrors.WRONG_USAGE.error(
                    "the kit cannot be written to " + folder + ": " + e, "name another folder", e);
        }
        return List.of(html.toString(), markdown.toString());
    }

    private record Answered(
            String vault, String number, String owner, List<String> files, String text) {}
}
