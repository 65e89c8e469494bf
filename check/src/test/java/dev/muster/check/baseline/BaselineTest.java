package dev.muster.check.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.check.Checker;
import dev.muster.check.baseline.Baseline.Judged;
import dev.muster.check.format.Notice;
import dev.muster.check.format.NoticesAsJunit;
import dev.muster.check.format.NoticesAsSarif;
import dev.muster.kind.Facts;
import dev.muster.strategy.read.Reading;
import dev.muster.strategy.testing.Shop;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BaselineTest {
    private static final LocalDate TODAY = LocalDate.of(2027, 3, 31);
    private static final String UNREHEARSED =
            "{ code: MUS-1303, at: scenarios.region-loss, owner: you, until: 2027-03-31, because: \"in"
                    + " May\" }";

    /// A shop that nobody rehearses.
    private static List<Notice> found() {
        Reading.Accepted read =
                Shop.read(
                                Shop.with(
                                        "drills:\n  monthly: { scenario: region-loss, mode: live,"
                                                + " schedule: \"0 9 1 * *\" }\n",
                                        ""))
                        .orThrow();
        return Checker.check(read.strategy(), Facts.NONE).stream()
                .map(finding -> Notice.of(finding, read.places()))
                .toList();
    }

    private static Baseline baseline(String... entries) {
        return switch (read("known:\n  - " + String.join("\n  - ", entries) + "\n")) {
            case BaselineReader.Reading.Accepted accepted -> accepted.baseline();
            case BaselineReader.Reading.Refused refused ->
                    throw new AssertionError(refused.problems());
        };
    }

    private static BaselineReader.Reading read(String text) {
        return BaselineReader.read("known.yaml", text, Set.of("you"));
    }

    private static List<String> problems(String text) {
        return switch (read(text)) {
            case BaselineReader.Reading.Accepted _ -> List.of();
            case BaselineReader.Reading.Refused refused ->
                    refused.problems().stream().map(Object::toString).toList();
        };
    }

    @Test
    void whatIsAcceptedIsNotFoundUntilTheDayIsOver() {
        Judged judged = baseline(UNREHEARSED).judge(found(), TODAY);
        assertThat(judged.open()).isEmpty();
        assertThat(judged.accepted()).hasSize(1);
        assertThat(judged.accepted().getFirst().known().words())
                .isEqualTo("accepted by you until 2027-03-31: in May");
    }

    @Test
    void theDayAfterItIsFoundAgain() {
        Judged judged = baseline(UNREHEARSED).judge(found(), TODAY.plusDays(1));
        assertThat(judged.accepted()).isEmpty();
        assertThat(judged.open())
                .extracting(Notice::message)
                .containsExactly(
                        "region-loss is never rehearsed; it was accepted by you until 2027-03-31: in"
                                + " May");
    }

    @Test
    void anotherPlaceOrCodeIsStillFound() {
        Judged judged =
                baseline(
                                UNREHEARSED.replace("region-loss", "flood"),
                                UNREHEARSED.replace("1303", "1301"))
                        .judge(found(), TODAY);
        assertThat(judged.open().stream().map(it -> it.code() + " " + it.place()))
                .containsExactly(
                        "MUS-1303 muster.yaml:58:3",
                        "MUS-1308 known.yaml:2:5",
                        "MUS-1308 known.yaml:3:5");
    }

    @Test
    void everyMistakeIsNamedWithItsPlace() {
        assertThat(
                        problems(
                                """
                                knwon: []
                                known:
                                  - { code: MUS-1303, at: x, owner: yuo, until: 31.3.2027, because: y }
                                  - { code: MUS-1303, untill: 2027-03-31, at: [ x ], code: a }
                                  - none
                                """))
                .containsExactlyInAnyOrder(
                        "known.yaml:1:1: MUS-1006 unknown key 'knwon'; did you mean 'known'?",
                        "known.yaml:3:5: MUS-1012 no contact of the strategy is named 'yuo'; did you"
                                + " mean 'you'?",
                        "known.yaml:3:5: MUS-1011 '31.3.2027' is no day; for example until:"
                                + " 2027-03-31",
                        "known.yaml:4:23: MUS-1006 unknown key 'untill'; did you mean 'until'?",
                        "known.yaml:4:47: MUS-1011 'at' must be a single value; " + EXAMPLE,
                        "known.yaml:4:54: MUS-1007 'code' stands twice; remove one of them",
                        "known.yaml:4:5: MUS-1009 the entry has no 'owner'; " + EXAMPLE,
                        "known.yaml:4:5: MUS-1009 the entry has no 'until'; " + EXAMPLE,
                        "known.yaml:4:5: MUS-1009 the entry has no 'because'; " + EXAMPLE,
                        "known.yaml:5:5: MUS-1011 an entry must be a mapping, not a single value; "
                                + EXAMPLE);
    }

    private static final String EXAMPLE =
            "for example { code: MUS-1303, at: scenarios.flood, owner: CONTACT, until: 2027-03-31,"
                    + " because: \"...\" }";

    @Test
    void garbageIsAProblemAndNoStackTrace() {
        for (String text : List.of("", "- a", "known: [", "known: { a: b }", "a: &b\n", "\t")) {
            assertThat(read(text)).as(text).isNotNull();
        }
        assertThat(problems("known: [")).isNotEmpty();
    }

    @Test
    void codeHostsSeeItAsSuppressedAndBuildServersAsSkipped() {
        Notice notice = found().getFirst();
        Map<Notice, String> accepted = Map.of(notice, "accepted by \"you\"");
        assertThat(NoticesAsSarif.of(List.of(), accepted))
                .contains("\"suppressions\"", "\"kind\" : \"external\"", "accepted by \\\"you\\\"");
        assertThat(NoticesAsJunit.of(List.of(), accepted))
                .contains("tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\"")
                .contains("<skipped message=\"accepted by &quot;you&quot;\"/>");
    }
}
