package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static final ErrorCode KIND =
            new ErrorCode("MUS-4999", ErrorKind.STRATEGY, "a kind's own", "why", "what");

    private static Finding finding(ErrorCode code, Severity severity, String key) {
        return new Finding(code, severity, List.of("components", "db", key), "so", "fix");
    }

    @Test
    void kindTellsWhatItTakesAsSeriously() {
        Finding general = finding(CheckErrors.UNKNOWN_THERE, Severity.ERROR, "recover");
        Finding own = finding(KIND, Severity.ERROR, "recover");
        assertThat(Overlap.merge(List.of(general), List.of(own))).containsExactly(own);
    }

    @Test
    void worseOneIsTold() {
        Finding general = finding(CheckErrors.UNSURE_FENCE, Severity.ERROR, "logs");
        Finding own = finding(KIND, Severity.WARNING, "logs");
        assertThat(Overlap.merge(List.of(general), List.of(own))).containsExactly(general);
    }

    @Test
    void otherPlacesAndOtherCodesAreTouchedByNothing() {
        Finding general = finding(CheckErrors.UNSURE_FENCE, Severity.ERROR, "logs");
        Finding elsewhere = finding(KIND, Severity.WARNING, "recover");
        Finding rpo = finding(CheckErrors.RPO_MISSED, Severity.ERROR, "rpo");
        Finding besideRpo = finding(KIND, Severity.HINT, "rpo");
        assertThat(Overlap.merge(List.of(general, rpo), List.of(elsewhere, besideRpo)))
                .containsExactly(general, rpo, elsewhere, besideRpo);
    }
}
