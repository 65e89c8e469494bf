package dev.muster.documents;

import java.util.List;
import java.util.Random;

/// Texts as an attacker would name things.
public final class Hostile {
    private static final List<String> PIECES =
            List.of(
                    "<script>alert(1)</script>",
                    "<img src=x onerror=alert(1)>",
                    "</title><svg onload=alert(1)>",
                    "</style><b>",
                    "]]>",
                    "<!--",
                    "-->",
                    "\" onclick=\"alert(1)",
                    "' style='x",
                    "&lt;b&gt;",
                    "&#x3c;b&#x3e;",
                    "[click](javascript:alert(1))",
                    "![x](http://evil.example/x.png)",
                    "<http://evil.example>",
                    "http://evil.example",
                    "www.evil.example",
                    "[ref]: http://evil.example",
                    "`code`",
                    "``` sh",
                    "~~~",
                    "**bold**",
                    "__bold__",
                    "_it_",
                    "~~gone~~",
                    "$x$",
                    "| a | b |",
                    "|---|---|",
                    "\\",
                    "\\|",
                    "\n\n# heading",
                    "\n---\n",
                    "\n===\n",
                    "\n> quote",
                    "\n- item",
                    "\n1. item",
                    "\n    indented",
                    "\r\n",
                    "\t",
                    "1. ",
                    "2) ",
                    "- ",
                    "+ ",
                    "# ",
                    "> ",
                    "=",
                    "\u202Egnp.exe",
                    "\u0000",
                    "\u001b[2J",
                    "\u2028",
                    "\ufeff",
                    "\uD800",
                    "}}{{",
                    "url(#x)",
                    "*/ } body { display:none",
                    "Grüße 你好 🚒",
                    "plain words",
                    " ");

    private final Random random;

    public Hostile(long seed) {
        this.random = new Random(seed);
    }

    public String text() {
        StringBuilder out = new StringBuilder();
        int pieces = 1 + random.nextInt(6);
        for (int at = 0; at < pieces; at++) {
            if (random.nextInt(4) == 0) {
                out.append((char) (32 + random.nextInt(95)));
            } else {
                out.append(PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return out.toString();
    }
}
