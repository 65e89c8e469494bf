package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.AllVerbs;
import dev.muster.cli.ErrorCatalogue;
import dev.muster.cli.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocsTest {
    private static final Pattern ERROR = Pattern.compile("MUS-[0-9]{4}");
    private static final Pattern CLASS = Pattern.compile("dev\\.muster(\\.[a-z]+)*(\\.[A-Z]\\w*)?");
    private static final Pattern PATH = Pattern.compile("\\.?[\\w.-]+(/[\\w.-]+)+/?");
    private static final Pattern SCRIPT = Pattern.compile("\\./(verify|bench)( .*)?");

    /// Codes that pages use to show what an unknown one does.
    private static final Set<String> UNKNOWN_CODES = Set.of("MUS-9999");

    private final List<Page> pages = Page.all();

    @Test
    void commandsAreUnderstood() {
        Set<String> wrong = new TreeSet<>();
        for (Page page : pages) {
            for (Page.Block block : page.blocks()) {
                if (block.isConsole()) {
                    block.commands().forEach(it -> check(page, it.typed(), wrong));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(Page page, String typed, Set<String> wrong) {
        for (List<String> words : Shell.commands(typed)) {
            String first = words.getFirst();
            if (first.equals("muster") || first.equals("./muster")) {
                complaint(words.subList(1, words.size()))
                        .ifPresent(why -> wrong.add(page.place() + ": " + typed + ": " + why));
            } else if (first.startsWith("./") && !Files.exists(Page.ROOT.resolve(first))) {
                wrong.add(page.place() + ": " + typed + ": no such script");
            }
        }
    }

    private static Optional<String> complaint(List<String> words) {
        return AllVerbs.AWAITED.containsAll(words.stream().limit(1).toList()) && !words.isEmpty()
                ? Optional.empty()
                : Program.complaint(AllVerbs.all(), words);
    }

    @Test
    void whatIsAwaitedIsReallyNotThereYet() {
        assertThat(AllVerbs.AWAITED)
                .allSatisfy(verb ->
                        assertThat(Program.complaint(AllVerbs.all(), List.of(verb)))
                                .as("remove it from the list: " + verb)
                                .isPresent());
    }

    @Test
    void optionsOfScriptsExist() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (Page page : pages) {
            for (String typed : scriptsIn(page)) {
                String script = Files.readString(Page.ROOT.resolve(typed.split(" ")[0]));
                String sources = script + Files.readString(benchmarks());
                Arrays.stream(typed.split(" "))
                        .filter(word -> word.startsWith("--") && !sources.contains(word))
                        .forEach(word -> wrong.add(page.place() + ": " + typed));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Path benchmarks() {
        return Page.ROOT.resolve("benchmarks/src/main/java/dev/muster/bench/Main.java");
    }

    private static List<String> scriptsIn(Page page) {
        return Stream.concat(
                        page.code().stream(), page.commands().stream().map(Page.Command::typed))
                .filter(text -> SCRIPT.matcher(text).matches())
                .map(text -> text.replaceAll("[\\[\\]]", ""))
                .toList();
    }

    @Test
    void linkedFilesExist() {
        Set<String> broken = new TreeSet<>();
        for (Page page : pages) {
            Path folder = Page.ROOT.resolve(page.place()).getParent();
            page.links().stream()
                    .filter(link -> !Files.exists(folder.resolve(link)))
                    .forEach(link -> broken.add(page.place() + ": " + link));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void namedFilesExist() throws IOException {
        Set<String> tops = new TreeSet<>();
        try (Stream<Path> files = Files.list(Page.ROOT)) {
            files.filter(Files::isDirectory).forEach(it -> tops.add(it.getFileName().toString()));
        }
        tops.remove("target");
        Set<String> missing = new TreeSet<>();
        for (Page page : pages) {
            page.code().stream()
                    .filter(text -> PATH.matcher(text).matches())
                    .filter(text -> tops.contains(text.substring(0, text.indexOf('/'))))
                    // words in capitals stand for something
                    .filter(text -> !text.matches(".*\\b[A-Z]{3,}\\b(?!\\.md).*"))
                    .filter(text -> !Files.exists(Page.ROOT.resolve(text)))
                    .forEach(text -> missing.add(page.place() + ": " + text));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void namedClassesAndPackagesExist() throws IOException {
        Set<String> sources = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Page.ROOT, 12)) {
            files.map(it -> Page.ROOT.relativize(it).toString())
                    .filter(it -> it.contains("src/main/java/dev/"))
                    .forEach(it -> sources.add(it.substring(it.indexOf("dev/"))));
        }
        Set<String> missing = new TreeSet<>();
        for (Page page : pages) {
            page.code().stream()
                    .filter(text -> CLASS.matcher(text).matches())
                    .map(text -> text.replace('.', '/'))
                    .filter(text -> !sources.contains(text) && !sources.contains(text + ".java"))
                    .forEach(text -> missing.add(page.place() + ": " + text));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void namedErrorCodesExist() {
        ErrorCatalogue catalogue = AllVerbs.catalogue();
        Set<String> missing = new TreeSet<>();
        for (Page page : pages) {
            String text = page.prose() + page.blocks();
            ERROR.matcher(text)
                    .results()
                    .map(it -> it.group())
                    .filter(code -> !UNKNOWN_CODES.contains(code))
                    .filter(code -> catalogue.find(code).isEmpty())
                    .forEach(code -> missing.add(page.place() + ": " + code));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyDesignPageIsInTheIndex() {
        Page index =
                pages.stream()
                        .filter(it -> it.place().equals(Path.of("design/README.md")))
                        .findAny()
                        .orElseThrow();
        List<String> others =
                pages.stream()
                        .map(it -> it.place().toString())
                        .filter(it -> it.startsWith("design/") && !it.endsWith("README.md"))
                        .map(it -> it.substring("design/".length()))
                        .toList();
        assertThat(index.links()).containsAll(others);
    }

    @Test
    void theGuideForAgentsStaysShort() throws IOException {
        assertThat(Files.readAllLines(Page.ROOT.resolve("AGENTS.md")))
                .hasSizeLessThanOrEqualTo(100);
    }
}
