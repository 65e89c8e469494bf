package dev.muster.provider.local.kind;

import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Situation;
import dev.muster.model.Address;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Switching a front door as a person does it.
final class FrontDoorByHand {
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private FrontDoorByHand() {}

    static Procedure route(Situation<FrontDoorSettings> situation, RegionId region) {
        String backend =
                situation.dependencies().values().stream()
                        .findFirst()
                        .map(Address::toString)
                        .orElse("HOST:PORT");
        String control = "http://127.0.0.1:" + situation.settings().control().port() + "/route";
        Instruction token =
                new Instruction(
                        "Type the token of "
                                + situation.component()
                                + "; it is not shown. It is"
                                + " where control, token in the strategy says.",
                        Optional.of("read -rs TOKEN"),
                        Optional.empty(),
                        MOMENT,
                        Optional.empty(),
                        "Look into the token file of the front door.",
                        false);
        Instruction put =
                new Instruction(
                        "Send clients to " + region + ", on the machine of the front door.",
                        Optional.of(
                                "curl --fail-with-body --silent --show-error --request PUT"
                                        + " --header \"Authorization: Bearer $TOKEN\" --data 'region="
                                        + region
                                        + "&backend="
                                        + backend
                                        + "' "
                                        + control),
                        Optional.of("region=" + region),
                        MOMENT,
                        Optional.of("the same command with the old region and its address"),
                        "With status 401 the token is wrong; with no answer the front door does not"
                                + " run on this machine.",
                        false);
        return new Procedure("Send clients to " + region, List.of(token, put));
    }

    static Procedure confirm(Situation<FrontDoorSettings> situation) {
        FrontDoorSettings settings = situation.settings();
        Address front = new Address(settings.host(), settings.port().number());
        Instruction ask =
                new Instruction(
                        "Ask as a client does.",
                        Optional.of(
                                "curl --fail --silent --show-error --retry-all-errors --retry-delay 1"
                                        + " --retry "
                                        + Math.max(1, settings.within().toSeconds())
                                        + " 'http://"
                                        + front
                                        + settings.health()
                                        + "'"),
                        Optional.of("the health answer of what stands behind it"),
                        MOMENT,
                        Optional.empty(),
                        "Ask the component behind it directly, and read its log.",
                        false);
        return new Procedure("See that clients are served", List.of(ask));
    }
}
