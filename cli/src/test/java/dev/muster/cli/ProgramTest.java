package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.json.Schemas;
import dev.muster.cli.screen.Terminal;
import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ProgramTest {
    private static final Terminal PERSON = new Terminal(true, true, true, false, () -> 100);

    @TempDir Path folder;

    @FunctionalInterface
    private interface Work {
        Answer run(Call call, String word) throws Exception;
    }

    @Command(name = "mend", description = "mends a thing")
    private static final class MendVerb implements Verb {
        private final Work work;

        @Option(names = "--thoroughly")
        private boolean thoroughly;

        @Parameters(arity = "0..1", defaultValue = "")
        private String word = "";

        MendVerb(Work work) {
            this.work = work;
        }

        @Override
        public Answer run(Call call) throws InterruptedException {
            try {
                return work.run(call, word + (thoroughly ? "!" : ""));
            } catch (InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static MendVerb mend(Work work) {
        return new MendVerb(work);
    }

    private static MendVerb failing(RuntimeException error) {
        return mend((call, word) -> {
            throw error;
        });
    }

    private Typed typed() {
        return new Typed(folder);
    }

    @Test
    void helpShowsTheVerbsUnderTheirHeadings() {
        Typed typed = typed().run("--help", mend((call, word) -> Answer.YES));

        assertThat(typed.status()).isZero();
        assertThat(typed.out())
                .contains("Verbs:", "  mend         mends a thing", "--strategy=FILE");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void helpOfAVerbShowsItsOptions() {
        Typed typed = typed().run("mend --help", mend((call, word) -> Answer.NO));

        assertThat(typed.status()).isZero();
        assertThat(typed.out()).contains("muster mend", "--thoroughly", "--output");
    }

    @Test
    void versionIsToldAlone() {
        assertThat(typed().run("--version").out()).isEqualTo("muster 1.2.3\n");
    }

    @Test
    void aloneItRunsTheVerbForThat() {
        VerbList verbs = new VerbList(call -> Answer.NO, List.of());

        assertThat(typed().run("", verbs).status()).isEqualTo(1);
    }

    @Test
    void theAnswerDecidesBetweenZeroAndOne() {
        assertThat(typed().run("mend", mend((call, word) -> Answer.YES)).status()).isZero();
        assertThat(typed().run("mend", mend((call, word) -> Answer.NO)).status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "mend --thorougly, did you mean '--thoroughly'?",
        "mnd, did you mean 'mend'?",
        "--stratgy x mend, did you mean '--strategy'?",
        "mend --output yaml, see: muster mend --help",
        "mend a b, see: muster mend --help",
        "mend --strategy, see: muster mend --help"
    })
    void wrongUsageEndsWithTwoAndNamesTheNearest(String line, String hint) {
        Typed typed = typed().run(line, mend((call, word) -> Answer.YES));

        assertThat(typed.status()).isEqualTo(2);
        assertThat(typed.err()).contains("error MUS-5001", hint);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void aLineCanBeCheckedWithoutRunningIt() {
        VerbList verbs =
                new VerbList(
                        call -> Answer.YES,
                        List.of(
                                VerbList.Section.of(
                                        "Verbs", VerbList.verb(mend((call, word) -> Answer.NO)))));

        assertThat(Program.complaint(verbs, List.of("mend", "--thoroughly", "it"))).isEmpty();
        assertThat(Program.complaint(verbs, List.of("mend", "--thorogly"))).isPresent();
        assertThat(Program.complaint(verbs, List.of("bend"))).isPresent();
    }

    @Test
    void whatAVerbUnderstandsIsReadOnlyForALineThatNamesIt() {
        VerbList verbs =
                new VerbList(
                        call -> Answer.YES,
                        List.of(
                                VerbList.Section.of(
                                        "Verbs", VerbList.verb(mend((call, word) -> Answer.NO)))));

        assertThat(thoroughness(new Grammar(verbs, List.of("mend"), "", 80))).isNotNull();
        assertThat(thoroughness(new Grammar(verbs, List.of("--help"), "", 80))).isNull();
        assertThat(thoroughness(Grammar.whole(verbs))).isNotNull();
    }

    private static @Nullable OptionSpec thoroughness(Grammar grammar) {
        return grammar.line()
                .getSubcommands()
                .get("mend")
                .getCommandSpec()
                .findOption("--thoroughly");
    }

    @Test
    void aWordThatBeginsWithAnAtIsNoFileOfWords() throws IOException {
        Files.writeString(folder.resolve("words"), "other");
        Verb verb = mend((call, word) -> Answer.of(word.startsWith("@")));

        assertThat(typed().run("mend @" + folder.resolve("words"), verb).status()).isZero();
    }

    @Test
    void aGroupAloneNamesItsVerbs() {
        VerbList verbs =
                new VerbList(
                        call -> Answer.YES,
                        List.of(
                                VerbList.Section.of(
                                        "Keep",
                                        VerbList.group(
                                                "vault",
                                                "the vault",
                                                mend((call, word) -> Answer.YES)))));

        assertThat(typed().run("vault", verbs).err())
                .contains("needs one word more", "one of: mend");
        assertThat(typed().run("vault mend", verbs).status()).isZero();
        assertThat(typed().run("--help", verbs).out()).contains("vault        the vault");
    }

    @ParameterizedTest
    @CsvSource({"USAGE, 2", "STRATEGY, 3", "EXTERNAL, 4", "RESOURCE, 5", "BUG, 6"})
    void theKindOfAnErrorDecidesTheStatus(ErrorKind kind, int status) {
        ErrorCode code = new ErrorCode("MUS-4999", kind, "a title", "why", "do this");

        assertThat(typed().run("mend", failing(code.error("it broke", "glue it"))).status())
                .isEqualTo(status);
    }

    @Test
    void anErrorIsOneBlock() {
        ErrorCode code =
                new ErrorCode("MUS-4999", ErrorKind.EXTERNAL, "it did not answer", "why", "do");
        RuntimeException error =
                code.error(
                        "orders-db at 127.0.0.1:5432 did not answer in 3 s",
                        "start it: systemctl start postgresql",
                        new IOException("Connection refused"));

        assertThat(typed().run("mend", failing(error)).err())
                .isEqualTo(
                        """
                        error MUS-4999  it did not answer
                          what   orders-db at 127.0.0.1:5432 did not answer in 3 s
                          where  muster mend
                          cause  IOException: Connection refused
                          hint   start it: systemctl start postgresql
                          more   muster explain MUS-4999
                        """);
    }

    @Test
    void aScriptGetsTheErrorAsJson() {
        ErrorCode code = new ErrorCode("MUS-4999", ErrorKind.EXTERNAL, "title", "why", "do");

        Typed typed = typed().run("mend --output json", failing(code.error("it broke", "glue it")));

        Schemas.assertValid("error/1", typed.out());
        assertThat(typed.out()).contains("\"code\" : \"MUS-4999\"", "\"exitStatus\" : 4");
    }

    @Test
    void wrongUsageIsJsonTooWhenJsonWasAskedFor() {
        Typed typed = typed().run("mnd --output=json", mend((call, word) -> Answer.YES));

        Schemas.assertValid("error/1", typed.out());
        assertThat(typed.out()).contains("\"code\" : \"MUS-5001\"");
    }

    @Test
    void anUnexpectedErrorIsOursAndSavedWithoutPasswords() throws IOException {
        Typed typed =
                typed().run(
                                "mend postgresql://me:geheim@host/db",
                                failing(new IllegalStateException("cannot be")));

        assertThat(typed.status()).isEqualTo(6);
        assertThat(typed.err())
                .contains("error MUS-5005", "IllegalStateException: cannot be")
                .doesNotContain("\tat ");
        Path saved = onlyFault();
        assertThat(typed.err()).contains("saved  the details are in " + saved);
        assertThat(Files.readString(saved))
                .contains("muster  1.2.3", "mend postgresql://me:***@host/db", "\tat dev.muster")
                .doesNotContain("geheim");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)))
                .isEqualTo("rw-------");
    }

    @Test
    void anErrorIsShownEvenIfItsDetailsCannotBeSaved() throws IOException {
        Files.writeString(folder.resolve("home"), "a file where a folder should be");

        Typed typed = typed().run("mend", failing(new IllegalStateException("cannot be")));

        assertThat(typed.status()).isEqualTo(6);
        assertThat(typed.err()).contains("cannot be").doesNotContain("saved");
    }

    private Path onlyFault() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("home/.local/state/muster/faults"))) {
            return files.reduce(
                            (a, b) -> {
                                throw new AssertionError("two files: " + a + ", " + b);
                            })
                    .orElseThrow();
        }
    }

    @Test
    void aFaultOfTheReportItselfDoesNotLookLikeAnAnswer() {
        Terminal broken =
                new Terminal(
                        true,
                        true,
                        true,
                        false,
                        () -> {
                            throw new IllegalStateException("no width");
                        });

        Typed typed = typed().on(broken).run("mend", mend((call, word) -> Answer.YES));

        assertThat(typed.status()).isEqualTo(6);
        assertThat(typed.err()).contains("MUS-5005", "no width");
    }

    @Test
    void theStackIsShownOnlyToThoseWhoAsk() {
        assertThat(typed().run("mend --debug", failing(new IllegalStateException("x"))).err())
                .contains("\tat dev.muster.cli.ProgramTest");
    }

    @Test
    void fullMemoryIsAResource() {
        Verb verb =
                mend((call, word) -> {
                    throw new OutOfMemoryError("heap");
                });

        Typed typed = typed().run("mend", verb);

        assertThat(typed.status()).isEqualTo(5);
        assertThat(typed.err()).contains("error MUS-5004", "MUSTER_JAVA_OPTIONS=-Xmx2g");
    }

    @Test
    void colorIsForPeopleWhoWantIt() {
        Verb verb = failing(new IllegalStateException("x"));

        assertThat(typed().on(PERSON).run("mend", verb).err()).contains("\033[1;31merror");
        assertThat(typed().on(PERSON).run("mend --no-color", verb).err()).doesNotContain("\033");
        assertThat(typed().on(PERSON).with("NO_COLOR", "1").run("mend", verb).err())
                .doesNotContain("\033");
        assertThat(typed().on(PERSON).with("TERM", "dumb").run("mend", verb).err())
                .doesNotContain("\033");
        assertThat(typed().run("mend", verb).err()).doesNotContain("\033");
    }

    @Test
    void theStrategyIsFoundHereOrAbove() throws IOException {
        Path strategy = Files.writeString(folder.resolve("muster.yaml"), "strategy: shop");
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        Verb verb = mend((call, word) -> Answer.of(call.strategyFile().equals(strategy)));

        assertThat(new Typed(deep).run("mend", verb).status()).isZero();
        assertThat(
                        new Typed(deep)
                                .run("--strategy ../../muster.yaml mend", named(strategy))
                                .status())
                .isZero();
        assertThat(
                        new Typed(deep)
                                .run("mend --strategy ../../muster.yaml", named(strategy))
                                .status())
                .isZero();
    }

    private static Verb named(Path strategy) {
        return mend((call, word) -> Answer.of(Files.isSameFile(call.strategyFile(), strategy)));
    }

    @Test
    void aMissingStrategyIsSaid() {
        Verb verb = mend((call, word) -> Answer.of(call.strategyFile().isAbsolute()));

        Typed here = typed().run("mend", verb);
        Typed named = typed().run("mend --strategy nowhere.yaml", verb);

        assertThat(here.status()).isEqualTo(2);
        assertThat(here.err()).contains("error MUS-5002", "no muster.yaml in " + folder);
        assertThat(named.status()).isEqualTo(2);
        assertThat(named.err()).contains("there is no file " + folder.resolve("nowhere.yaml"));
    }

    @Test
    void aNameIsAskedForBeforeSomethingIsDestroyed() {
        Verb verb =
                mend((call, word) -> {
                    call.confirm("orders-db in south is overwritten", "orders-db", false);
                    return Answer.YES;
                });

        assertThat(typed().on(PERSON).typing("orders-db\n").run("mend", verb).status()).isZero();
        Typed wrong = typed().on(PERSON).typing("yes\n").run("mend", verb);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("orders-db in south is overwritten", "nothing was touched");
        assertThat(typed().on(PERSON).typing("").run("mend", verb).status()).isEqualTo(2);
        Typed script = typed().typing("orders-db\n").run("mend", verb);
        assertThat(script.status()).isEqualTo(2);
        assertThat(script.err()).contains("nobody is here to type 'orders-db'", "--yes");
    }

    @Test
    void aMomentIsReadInTheUsersZone() {
        Verb verb =
                mend((call, word) -> {
                    call.screen().print(call.show(call.moment("--to", word)));
                    return Answer.YES;
                });

        assertThat(typed().run("mend 2026-09-08T10:00", verb).out())
                .isEqualTo("2026-09-08 10:00:00+02:00\n");
        Typed wrong = typed().run("mend 10:00", verb);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("--to '10:00': the day is missing", "'yesterday 10:00'");
    }

    @Test
    void anInterruptedVerbSaysHowToResume() {
        Verb verb =
                mend((call, word) -> {
                    call.resumeWith("run r-1 waits: muster run resume r-1");
                    throw new InterruptedException();
                });

        Typed typed = typed().run("mend", verb);

        assertThat(typed.status()).isEqualTo(130);
        assertThat(typed.err()).contains("interrupted; run r-1 waits: muster run resume r-1");
    }

    @Test
    void progressIsGoneWhenAnErrorIsShown() {
        Verb verb =
                mend((call, word) -> {
                    call.progress("orders-db").stage("copying");
                    ((StillTiming) call.timing()).advance(Duration.ofSeconds(5));
                    call.screen().say("half way");
                    throw new IllegalStateException("x");
                });

        String err = typed().on(PERSON).run("mend --no-color", verb).err();

        assertThat(err).contains("orders-db  copying");
        assertThat(err.indexOf("\033[1A\033[Jerror")).isPositive();
    }
}
