package dev.muster.cli.door;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.Verb;
import dev.muster.vault.door.DoorTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `muster vault token list`.
@Command(name = "list", description = "whom the door of a served vault lets in")
public final class TokenListVerb implements Verb {
    @Mixin private DoorPlace place = new DoorPlace();

    @Override
    public Answer run(Call call) {
        TokensAnswer.tell(call, new DoorTokens(place.of(call)), "");
        return Answer.YES;
    }
}
