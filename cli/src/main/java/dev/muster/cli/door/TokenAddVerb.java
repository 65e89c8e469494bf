package dev.muster.cli.door;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.model.ComponentId;
import dev.muster.model.Names;
import dev.muster.vault.door.DoorToken;
import dev.muster.vault.door.DoorTokens;
import dev.muster.vault.repository.Randomness;
import dev.muster.vault.store.StorageRole;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `muster vault token add`.
@Command(name = "add", description = "let somebody in at the door of a served vault")
public final class TokenAddVerb implements Verb {
    private static final int SECRET_BYTES = 32;

    @Parameters(paramLabel = "NAME", description = "who gets it, such as the name of a host")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "source (backs up), restorer (recovers) or janitor (also deletes)")
    private String role = "";

    @Option(
            names = "--source",
            paramLabel = "COMPONENT",
            description = "with --role source: the only component that it may add for")
    private String source = "";

    @Mixin private DoorPlace place = new DoorPlace();

    @Override
    public Answer run(Call call) {
        if (!Names.isLabel(name)) {
            throw CliErrors.WRONG_USAGE.error(
                    "'" + name + "' is no name for a token",
                    "use lower-case letters, digits and hyphens");
        }
        StorageRole given = role();
        Optional<ComponentId> of = source(given);
        DoorToken token =
                new DoorTokens(place.of(call))
                        .add(
                                name,
                                given,
                                of,
                                call.timing().instant(),
                                Randomness.secure().bytes(SECRET_BYTES));
        call.answer(
                "vault-token/1",
                new Answered(name, role, of.map(ComponentId::value), token.reveal()),
                screen -> {
                    screen.print(token.reveal());
                    screen.say(
                            "This is told once. Put it where "
                                    + name
                                    + " finds it as MUSTER_DOOR_TOKEN.");
                });
        return Answer.YES;
    }

    private StorageRole role() {
        return Arrays.stream(StorageRole.values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(role))
                .findFirst()
                .orElseThrow(() ->
                        CliErrors.WRONG_USAGE.error(
                                "there is no role '" + role + "'",
                                "choose one of: " + List.of("source", "restorer", "janitor")));
    }

    private Optional<ComponentId> source(StorageRole given) {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        if (given != StorageRole.SOURCE || !Names.isLabel(source)) {
            throw CliErrors.WRONG_USAGE.error(
                    "--source '" + source + "' does not fit --role " + role,
                    "name a component with --role source");
        }
        return Optional.of(new ComponentId(source));
    }

    private record Answered(String name, String role, Optional<String> source, String token) {}
}
