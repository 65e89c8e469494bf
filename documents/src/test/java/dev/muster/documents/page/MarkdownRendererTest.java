package dev.muster.documents.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.documents.Hostile;
import dev.muster.documents.markup.Legible;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.api.Test;

class MarkdownRendererTest {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    @Test
    void nothingThatAnybodyWroteBecomesMarkdown() {
        String shape = shape(MarkdownRenderer.render(Everything.with("harmless"))).toString();
        long seed = System.nanoTime();
        Hostile hostile = new Hostile(seed);
        for (int round = 0; round < 300; round++) {
            String text = "x" + hostile.text();
            String markdown = MarkdownRenderer.render(Everything.with(text));
            assertThat(shape(markdown).toString())
                    .as("seed %d, round %d: %s", seed, round, text)
                    .isEqualTo(shape);
        }
    }

    @Test
    void wordsAreReadBackToTheLetter() {
        long seed = System.nanoTime();
        Hostile hostile = new Hostile(seed);
        for (int round = 0; round < 1000; round++) {
            String raw = hostile.text();
            String line = Legible.line(raw).replaceAll("\\s+", " ").strip();
            Node read = PARSER.parse(MarkdownText.words(raw));
            assertThat(TextContentRenderer.builder().build().render(read))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(line);
        }
    }

    @Test
    void codeIsReadBackToTheLetterInTextAndInTables() {
        for (String raw :
                List.of(
                        "a`b",
                        "``",
                        "`a`",
                        "a|b",
                        "a\\|b",
                        "a\\",
                        "*a* _b_ <i> &amp;",
                        "psql -Atc 'select 1'",
                        "x || y",
                        "https://example.com/a?b=c&d")) {
            assertThat(literals(PARSER.parse(MarkdownText.code(raw)))).isEqualTo(raw);
            Node table =
                    PARSER.parse("| a | b |\n|---|---|\n| " + MarkdownText.code(raw) + " | z |\n");
            assertThat(literals(table)).as(raw).isEqualTo("ab" + raw + "z");
        }
    }

    @Test
    void aBlockOfCodeCannotBeClosedFromInside() {
        String raw = "echo 1\n```\n# not a heading\n````\n";
        Node block = PARSER.parse(MarkdownText.fenced("sh", raw)).getFirstChild();
        assertThat(block).isInstanceOf(FencedCodeBlock.class);
        assertThat(((FencedCodeBlock) block).getLiteral()).isEqualTo(raw);
        assertThat(block.getNext()).isNull();
    }

    @Test
    void ordinaryWordsStayAsTheyAre() {
        String words = "Ask orders_db (shop-2) at 3 s: 5 > 4, a - b, issue #4, v1.2. Done!";
        assertThat(MarkdownText.words(words)).isEqualTo(words.replace(" #", " \\#"));
    }

    /// Kinds of nodes in their order; what is only text is left out.
    private static List<String> shape(String markdown) {
        List<String> shape = new ArrayList<>();
        collect(PARSER.parse(markdown), shape);
        return shape;
    }

    private static void collect(Node node, List<String> shape) {
        if (node instanceof HtmlInline html) {
            assertThat(html.getLiteral()).isIn("<code>", "</code>");
            if (html.getLiteral().equals("<code>")) {
                shape.add("Code");
            }
        } else if (!(node instanceof Text)) {
            // a list is loose or tight by what surrounds it, which says nothing here
            shape.add(node instanceof BulletList ? "List" : node.getClass().getSimpleName());
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            collect(child, shape);
        }
    }

    private static String literals(Node node) {
        StringBuilder out = new StringBuilder();
        if (node instanceof Text text) {
            out.append(text.getLiteral());
        } else if (node instanceof Code code) {
            out.append(code.getLiteral());
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            out.append(literals(child));
        }
        return out.toString();
    }
}
