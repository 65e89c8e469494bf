package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.strategy.testing.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalChecksTest {
    private static final String ONE =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILbSfyT+5Ty8AOzu4ublxT48kR/+xA5u3nEop+q7hiqp";
    private static final String OTHER =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEICyPQfivOk37Mt53gLCt+HFgPZGQ2iSsfBQ3BpPHx0";

    private static List<String> found(String keys, String approvals) {
        String text =
                Shop.replace(
                        Shop.with(
                                "    recover-in: [ south ]\n",
                                "    recover-in: [ south ]\n    approvals: [ "
                                        + approvals
                                        + " ]\n"),
                        "email: you@example.com }",
                        "email: you@example.com, keys: [ " + keys + " ] }");
        return Checker.check(Shop.strategy(text), Facts.NONE).stream()
                .filter(finding -> finding.code().id().matches("MUS-131[0-9]"))
                .map(ApprovalChecksTest::line)
                .toList();
    }

    private static String line(Finding finding) {
        return finding.severity()
                + " "
                + finding.code().id()
                + " "
                + String.join(".", finding.path())
                + " "
                + finding.message()
                + " -> "
                + finding.fix();
    }

    @Test
    void aQuorumThatCanBeMetIsFine() {
        assertThat(found(ONE, "{ by: [ you ] }")).isEmpty();
    }

    @Test
    void aQuorumOfMoreKeysThanThereAreIsAnError() {
        assertThat(found(ONE + ", " + ONE, "{ by: [ you ], of: 2 }"))
                .containsExactly(
                        "ERROR MUS-1310 scenarios.region-loss.approvals.0 region-loss asks for 2"
                                + " different keys, and you have 1 together -> of: 1, or more"
                                + " contacts with keys in by");
    }

    @Test
    void onePersonWithTwoKeysIsNoQuorum() {
        assertThat(found(ONE + ", " + OTHER, "{ by: [ you ], of: 2 }"))
                .containsExactly(
                        "HINT MUS-1313 scenarios.region-loss.approvals.0 you alone has 2 of the 2"
                                + " different keys that region-loss asks for -> one key for you");
    }

    @Test
    void whoIsAskedAndHasNoKeyIsNamed() {
        assertThat(found("", "{ by: [ you ] }"))
                .hasSize(2)
                .anyMatch(it -> it.startsWith("ERROR MUS-1310"))
                .anyMatch(it ->
                        it.startsWith(
                                "WARNING MUS-1311 contacts.you you is asked to approve region-loss"
                                        + " and has no key"));
    }

    @Test
    void aStepThatThePlanDoesNotHaveIsAnError() {
        assertThat(found(ONE, "{ by: [ you ], before: [ orders-db-verfy ] }"))
                .containsExactly(
                        "ERROR MUS-1312 scenarios.region-loss.approvals.0.before the plan of"
                                + " region-loss has no step orders-db-verfy -> before: ["
                                + " orders-db-verify ]");
    }
}
