package dev.muster.cli.keys;

import dev.muster.documents.page.Block;
import dev.muster.documents.page.Text;
import dev.muster.documents.page.Tone;
import dev.muster.model.VaultUrl;
import dev.muster.strategy.VaultPlace;
import dev.muster.vault.program.Program;
import dev.muster.vault.program.VaultPrograms;
import dev.muster.vault.repository.Vault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// How to fetch, check and run the reader with nothing but what any machine has.
final class KitReader {
    private final VaultPlace place;
    private final VaultPrograms.Shelf shelf;

    KitReader(VaultPlace place, Vault vault) {
        this.place = place;
        this.shelf = new VaultPrograms(vault).shelf();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        if (!shelf.foreign().isEmpty()) {
            blocks.add(
                    new Block.Callout(
                            Tone.DANGER,
                            "The vault holds programs that its owner did not sign",
                            Text.of("Run none of these: " + String.join(", ", shelf.foreign()))));
        }
        shelf.newest()
                .ifPresentOrElse(
                        program -> blocks.addAll(of(program)),
                        () ->
                                blocks.add(
                                        new Block.Paragraph(
                                                Text.prose(
                                                        "The vault holds no reader yet. Put it"
                                                                + " there, and make this page anew:"
                                                                + " `muster vault program put`"))));
        return blocks;
    }

    private List<Block> of(Program program) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Paragraph(
                        Text.prose(
                                "Each copy of the vault carries a program that reads it, a plain"
                                        + " jar. It needs Linux and JDK 25, and nothing of Muster."
                                        + " Fetch it from whichever copy is left:")));
        place.copies().forEach(copy -> blocks.addAll(fetch(copy, program)));
        blocks.add(
                new Block.Paragraph(
                        Text.prose(
                                "Compare it with what is printed here before you run it: that"
                                        + " nobody changed it is what this page is for.")));
        blocks.add(
                command("echo '" + program.sha256() + "  muster-reader.jar' | sha256sum --check"));
        String vault = "--vault '" + place.copies().getLast().url() + "'";
        blocks.add(command("java -jar muster-reader.jar list " + vault));
        blocks.add(
                command(
                        "java -jar muster-reader.jar restore COMPONENT newest --into FOLDER "
                                + vault
                                + " --key recovery.key"));
        blocks.add(
                new Block.Paragraph(
                        Text.prose(
                                "`java -jar muster-reader.jar help` says the rest, and `format`"
                                        + " describes every byte of the vault.")));
        return blocks;
    }

    private static List<Block> fetch(VaultPlace.Copy copy, Program program) {
        return switch (VaultUrl.parse(copy.url())) {
            case VaultUrl.Folder folder ->
                    List.of(
                            command(
                                    "cp '"
                                            + URI.create(folder.text()).getPath()
                                            + "/"
                                            + program.object()
                                            + "' ."));
            case VaultUrl.Door _ ->
                    List.of(command("muster vault program get --from-vault '" + copy.url() + "'"));
            case VaultUrl.Bucket bucket ->
                    List.of(command(aws(bucket, program)), curl(bucket, program));
        };
    }

    private static String aws(VaultUrl.Bucket bucket, Program program) {
        StringBuilder command = new StringBuilder("aws s3 cp");
        command.append(" 's3://").append(bucket.bucket()).append('/').append(bucket.prefix());
        command.append(program.object()).append("' .");
        bucket.region().ifPresent(region -> command.append(" --region ").append(region));
        bucket.endpoint()
                .ifPresent(url -> command.append(" --endpoint-url '").append(url).append('\''));
        bucket.profile().ifPresent(profile -> command.append(" --profile ").append(profile));
        return command.toString();
    }

    private static Block curl(VaultUrl.Bucket bucket, Program program) {
        String region = bucket.region().orElse("us-east-1");
        String host =
                bucket.endpoint()
                        .map(URI::toString)
                        .map(url -> url.replaceFirst("/+$", ""))
                        .orElse("https://s3." + region + ".amazonaws.com");
        return command(
                "curl --fail --remote-name --aws-sigv4 'aws:amz:"
                        + region
                        + ":s3' --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\" '"
                        + host
                        + "/"
                        + bucket.bucket()
                        + "/"
                        + bucket.prefix()
                        + program.object()
                        + "'");
    }

    private static Block command(String text) {
        return new Block.Code(Block.Use.COMMAND, text);
    }
}
