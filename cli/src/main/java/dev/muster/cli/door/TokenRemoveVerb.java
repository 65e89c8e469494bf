package dev.muster.cli.door;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.Verb;
import dev.muster.vault.door.DoorTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `muster vault token remove`.
@Command(name = "remove", description = "let somebody in no more; counts at once")
public final class TokenRemoveVerb implements Verb {
    @Parameters(paramLabel = "NAME", description = "whose token")
    private String name = "";

    @Mixin private DoorPlace place = new DoorPlace();

    @Override
    public Answer run(Call call) {
        DoorTokens tokens = new DoorTokens(place.of(call));
        if (!tokens.remove(name)) {
            throw CliErrors.WRONG_USAGE.error(
                    "there is no token '" + name + "'", "see: muster vault token list");
        }
        TokensAnswer.tell(call, tokens, "token " + name + " is removed");
        return Answer.YES;
    }
}
