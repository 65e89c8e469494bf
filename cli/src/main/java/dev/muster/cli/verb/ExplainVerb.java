package dev.muster.cli.verb;

import dev.muster.cli.Answer;
import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.cli.ErrorCatalogue;
import dev.muster.cli.Verb;
import dev.muster.cli.screen.Screen;
import dev.muster.cli.screen.Table;
import dev.muster.model.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `muster explain`.
@Command(name = "explain", description = "a finding or error: its cause and remedy")
public final class ExplainVerb implements Verb {
    private final Supplier<ErrorCatalogue> catalogue;

    @Parameters(
            arity = "0..1",
            paramLabel = "CODE",
            description = "such as MUS-2104; without it all are listed")
    private @Nullable String code;

    public ExplainVerb(Supplier<ErrorCatalogue> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Answer run(Call call) {
        List<ErrorCode> codes =
                code == null ? List.copyOf(catalogue.get().all()) : List.of(find(code));
        call.answer(
                "explain/1",
                new Explained(codes.stream().map(Entry::of).toList()),
                screen -> {
                    if (code == null) {
                        list(codes, screen);
                    } else {
                        page(codes.getFirst(), screen);
                    }
                });
        return Answer.YES;
    }

    private ErrorCode find(String text) {
        return catalogue
                .get()
                .find(text)
                .orElseThrow(() ->
                        CliErrors.WRONG_USAGE.error(
                                "there is no code '" + text + "'", "all codes: muster explain"));
    }

    private static void list(List<ErrorCode> codes, Screen screen) {
        Table table = Table.of("code", "kind", "title");
        codes.forEach(it -> table.row(it.id(), kind(it), it.title()));
        table.print(screen);
    }

    private static void page(ErrorCode it, Screen screen) {
        screen.print(screen.inkOfAnswer().strong(it.id() + "  " + it.title()));
        screen.print("");
        screen.paragraph(it.explanation());
        screen.print("");
        screen.paragraph("What to do: " + it.remedy());
        screen.print("");
        screen.print("Exit status " + it.kind().exitStatus() + ": " + kind(it));
    }

    private static String kind(ErrorCode code) {
        return switch (code.kind()) {
            case USAGE -> "wrong usage";
            case STRATEGY -> "strategy not valid";
            case EXTERNAL -> "something outside failed";
            case RESOURCE -> "out of a resource";
            case BUG -> "a fault of Muster";
        };
    }

    private record Explained(List<Entry> codes) {}

    private record Entry(
            String code,
            String kind,
            int exitStatus,
            String title,
            String explanation,
            String remedy) {
        static Entry of(ErrorCode it) {
            return new Entry(
                    it.id(),
                    it.kind().name().toLowerCase(Locale.ROOT),
                    it.kind().exitStatus(),
                    it.title(),
                    it.explanation(),
                    it.remedy());
        }
    }
}
