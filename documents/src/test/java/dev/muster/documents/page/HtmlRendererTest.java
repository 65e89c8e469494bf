package dev.muster.documents.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.documents.Hostile;
import dev.muster.documents.Shape;
import dev.muster.documents.markup.Legible;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class HtmlRendererTest {
    @Test
    void nothingThatAnybodyWroteBecomesMarkup() {
        String shape = Shape.of(HtmlRenderer.render(Everything.with("harmless"))).toString();
        long seed = System.nanoTime();
        Hostile hostile = new Hostile(seed);
        for (int round = 0; round < 300; round++) {
            String text = hostile.text();
            String html = HtmlRenderer.render(Everything.with(text));
            assertThat(Shape.of(html).toString())
                    .as("seed %d, round %d: %s", seed, round, text)
                    .isEqualTo(shape);
        }
    }

    @Test
    void whatIsWrittenIsReadBackToTheLetter() {
        String text = "a < b && c > \"d\" 'e' `f` \\ | # *g* 你好";
        Document html = Shape.parse(HtmlRenderer.render(Everything.with(text)));
        assertThat(html.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo(text);
        assertThat(html.getElementsByTagName("pre").item(0).getTextContent()).isEqualTo(text);
    }

    @Test
    void lettersThatTurnTheReadingDirectionAreSeen() {
        String html = HtmlRenderer.render(Everything.with("rm \u202Etxt.a"));
        assertThat(html).doesNotContain("\u202E").contains("rm &lt;U+202E&gt;txt.a");
        assertThat(Legible.text("a\tb\nc")).isEqualTo("a\tb\nc");
    }

    @Test
    void theFileNeedsNoNetworkAndNoScript() {
        String html = HtmlRenderer.render(Everything.with("http://example.com/x.js"));
        assertThat(html)
                .contains("default-src &#39;none&#39;")
                .doesNotContainPattern("<(script|link|iframe|img|object)")
                .doesNotContainPattern("(src|action)=")
                .doesNotContainPattern("@import|url\\((?!#)");
    }

    @Test
    void onlyWhatIsSurelyAnAddressBecomesALink() {
        assertThat(new Inline.Mail("ada@example.com").canBeFollowed()).isTrue();
        assertThat(new Inline.Mail("ada@example.com?bcc=eve@example.com").canBeFollowed())
                .isFalse();
        assertThat(new Inline.Call("+44 20 7946-0018").digits()).isEqualTo("+442079460018");
        assertThat(new Inline.Call("javascript:alert(1)").canBeFollowed()).isFalse();
    }

    @Test
    void everySheetNamesDocumentAndDigests() {
        String html = HtmlRenderer.render(Everything.with("shop"));
        assertThat(html)
                .contains("@bottom-left{content:\"Form shop\\3a  shop\"")
                .contains("strategy 0123456789ab")
                .contains("counter(page)");
    }
}
