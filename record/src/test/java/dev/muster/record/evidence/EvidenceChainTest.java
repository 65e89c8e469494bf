package dev.muster.record.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.record.evidence.EvidenceChain.Problem;
import dev.muster.record.evidence.EvidenceChain.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceChainTest {
    private static final int LINKS = 7;

    private final List<byte[]> stored = new ArrayList<>();
    private final EvidenceHead head = build("run-1", stored, LINKS);

    private static EvidenceHead build(String subject, List<byte[]> into, int links) {
        EvidenceChain chain = EvidenceChain.about(subject);
        for (int i = 1; i <= links; i++) {
            EvidenceLink link =
                    chain.next(("event " + i + "\nof the run").getBytes(StandardCharsets.UTF_8));
            into.add(link.bytes());
            chain = chain.then(link);
        }
        return chain.head();
    }

    private Verdict check() {
        return EvidenceChain.verify(stored, head);
    }

    @Test
    void aChainThatNobodyTouchedIsWhole() {
        assertThat(check()).isEqualTo(new Verdict.Whole(LINKS, 0));
        assertThat(EvidenceLink.read(stored.get(3)).orElseThrow().bytes()).isEqualTo(stored.get(3));
    }

    @Test
    void everyFlippedBitIsFoundAtItsLink() {
        for (int link = 0; link < LINKS; link++) {
            for (int bit = 0; bit < stored.get(link).length * 8; bit++) {
                stored.get(link)[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(((Verdict.Broken) check()).position())
                        .as("bit %d of link %d", bit, link + 1)
                        .isEqualTo(link + 1);
                stored.get(link)[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
    }

    @Test
    void aRemovedLinkIsFoundAtItsPlace() {
        for (int link = 0; link < LINKS - 1; link++) {
            byte[] removed = stored.remove(link);
            assertThat(check()).isEqualTo(new Verdict.Broken(link + 1, Problem.REMOVED));
            stored.add(link, removed);
        }
    }

    @Test
    void swappedLinksAreFoundAtTheFirst() {
        byte[] second = stored.remove(1);
        stored.add(4, second);
        assertThat(check()).isEqualTo(new Verdict.Broken(2, Problem.REORDERED));
    }

    @Test
    void aCutTailIsFoundByTheSignedCount() {
        stored.removeLast();
        stored.removeLast();
        assertThat(check()).isEqualTo(new Verdict.Broken(LINKS - 1, Problem.CUT));
        stored.clear();
        assertThat(check()).isEqualTo(new Verdict.Broken(1, Problem.CUT));
    }

    @Test
    void aChainThatWasWrittenAnewDoesNotFitTheSignedHead() {
        stored.clear();
        EvidenceChain forged = EvidenceChain.about("run-1");
        for (int i = 1; i <= LINKS; i++) {
            EvidenceLink link = forged.next(new byte[] {(byte) i});
            stored.add(link.bytes());
            forged = forged.then(link);
        }
        assertThat(check()).isEqualTo(new Verdict.Broken(LINKS, Problem.CHANGED));
    }

    @Test
    void theChainOfAnotherRunDoesNotStandIn() {
        stored.clear();
        build("run-2", stored, LINKS);
        assertThat(check()).isEqualTo(new Verdict.Broken(1, Problem.CHANGED));
    }

    @Test
    void linksAfterTheSignedHeadAreToldApart() {
        EvidenceChain chain = EvidenceChain.after(head);
        stored.add(chain.next(new byte[0]).bytes());
        assertThat(check()).isEqualTo(new Verdict.Whole(LINKS, 1));
    }
}
