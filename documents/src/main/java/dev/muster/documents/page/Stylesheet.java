package dev.muster.documents.page;

import dev.muster.documents.markup.Legible;
import dev.muster.documents.page.Page.Source;
import java.util.stream.Collectors;

/// How pages look on a screen and on paper.
final class Stylesheet {
    private static final String LIGHT =
            """
            --ground:#fff; --panel:#f4f6f8; --ink:#16202b; --soft:#54616e; --line:#d5dce3;
            --accent:#0b5cad; --good:#00694b; --good-bg:#e3f4ec; --warning:#7a4b00;
            --warning-bg:#fdf1d7; --danger:#a02a12; --danger-bg:#fdeae5; --code:#eef1f4;
            --term:#16202b; --term-ink:#f2f5f8; color-scheme:light;
            """;
    private static final String DARK =
            """
            --ground:#10161d; --panel:#19222c; --ink:#e7edf3; --soft:#a2b0bd; --line:#34414e;
            --accent:#7fbcf8; --good:#6fd6ae; --good-bg:#12362a; --warning:#f0c369;
            --warning-bg:#3a2b0b; --danger:#ff9d87; --danger-bg:#42190f; --code:#222d38;
            --term:#05090d; --term-ink:#e7edf3; color-scheme:dark;
            """;
    private static final String SCREEN_AND_PAPER =
            """
            *{box-sizing:border-box}
            body{margin:0;background:var(--ground);color:var(--ink);
             font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",
             "Noto Sans","Liberation Sans",Arial,sans-serif;
             -webkit-text-size-adjust:100%;overflow-wrap:break-word}
            main{max-width:54rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
            header{border-bottom:3px solid var(--ink);padding-bottom:1.1rem;margin-bottom:1.5rem}
            .form{margin:0;font-size:.8rem;font-weight:700;letter-spacing:.12em;
             text-transform:uppercase;color:var(--accent)}
            h1{margin:.15rem 0 0;font-size:2.1rem;line-height:1.15;letter-spacing:-.015em}
            .lead{margin:.6rem 0 0;font-size:1.08rem;color:var(--soft);max-width:44rem}
            h2{margin:2.6rem 0 .8rem;font-size:1.35rem;line-height:1.25;letter-spacing:-.01em}
            h3{margin:1.6rem 0 .5rem;font-size:1.08rem;line-height:1.3}
            h4{margin:0;font-size:1rem;line-height:1.4;font-weight:600}
            p{margin:.5rem 0}
            a{color:var(--accent);text-underline-offset:.15em}
            ul{margin:.5rem 0;padding-left:1.3rem}
            li{margin:.2rem 0}
            code{font:.88em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",
             "DejaVu Sans Mono",monospace;background:var(--code);padding:.1em .32em;
             border-radius:.25em}
            pre{margin:.6rem 0;padding:.7rem .95rem;border-radius:.4rem;white-space:pre-wrap;
             overflow-wrap:anywhere}
            pre code{background:none;padding:0;font-size:.86rem}
            pre.command{background:var(--term);color:var(--term-ink)}
            .output{display:grid;grid-template-columns:7rem 1fr;align-items:baseline;
             margin:.3rem 0;color:var(--soft);font-size:.93rem}
            .output pre{margin:0;padding:.25rem .6rem;border-left:3px solid var(--line);
             border-radius:0;color:var(--ink)}
            .jump{white-space:nowrap}
            .cards{display:grid;grid-template-columns:1fr 1fr;gap:.9rem;margin:1.2rem 0}
            .card{background:var(--panel);border-radius:.55rem;padding:.95rem 1.1rem;min-width:0}
            .card:has(pre),.card:has(pre)+.card:last-child{grid-column:1/-1}
            .card h2{margin:0 0 .3rem;font-size:.8rem;font-weight:700;letter-spacing:.06em;
             text-transform:uppercase;color:var(--soft)}
            .card p{margin:.3rem 0}
            .card pre{margin:.45rem 0 .2rem}
            .card pre.command code{font-size:1.08rem}
            .facts{margin:.6rem 0}
            .facts div{display:grid;grid-template-columns:9.5rem 1fr;gap:0 1rem;
             padding:.3rem 0;border-top:1px solid var(--line)}
            .facts div:first-child{border-top:0}
            .facts dt{color:var(--soft);font-size:.9rem;line-height:1.65}
            .facts dd{margin:0;min-width:0}
            .card .facts div{grid-template-columns:6rem 1fr}
            .table{overflow-x:auto;margin:.9rem 0 1.4rem}
            table{border-collapse:collapse;width:100%;font-size:.93rem}
            caption{text-align:left;color:var(--soft);padding-bottom:.4rem;font-size:.9rem}
            th{text-align:left;font-size:.78rem;font-weight:700;color:var(--soft);
             border-bottom:2px solid var(--ink);padding:.35rem .9rem .35rem 0;
             vertical-align:bottom}
            td{border-bottom:1px solid var(--line);padding:.5rem .9rem .5rem 0;
             vertical-align:top}
            th:last-child,td:last-child{padding-right:0}
            .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
            .badge{display:inline-block;border-radius:1em;padding:.05em .65em;font-size:.78rem;
             line-height:1.5;font-weight:600;border:1px solid currentColor;white-space:nowrap}
            .badge.plain{color:var(--soft);border-color:var(--line)}
            .badge.good{color:var(--good);background:var(--good-bg)}
            .badge.warning{color:var(--warning);background:var(--warning-bg)}
            .badge.danger{color:var(--danger);background:var(--danger-bg)}
            .callout{display:flex;gap:.75rem;border-left:4px solid var(--accent);
             background:var(--panel);border-radius:0 .4rem .4rem 0;padding:.6rem .9rem;
             margin:.8rem 0}
            .callout p{margin:0}
            .callout .sign{font-weight:800}
            .callout .sign:empty{display:none}
            .callout.good{border-color:var(--good);background:var(--good-bg)}
            .callout.warning{border-color:var(--warning);background:var(--warning-bg)}
            .callout.danger{border-color:var(--danger);background:var(--danger-bg)}
            .callout.good .sign,.callout.good strong{color:var(--good)}
            .callout.warning .sign,.callout.warning strong{color:var(--warning)}
            .callout.danger .sign,.callout.danger strong{color:var(--danger)}
            .step{border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.3rem .8rem;
             margin:1.2rem 0}
            .top{display:flex;flex-wrap:wrap;align-items:center;gap:.35rem .7rem}
            .step h3{margin:0;font-size:1.2rem;display:flex;gap:.7rem;align-items:center}
            .step h3 .no{flex:none;min-width:2rem;height:2rem;padding:0 .4rem;border-radius:1rem;
             background:var(--ink);color:var(--ground);font-size:1rem;
             display:inline-flex;align-items:center;justify-content:center}
            .step>.facts{display:grid;grid-template-columns:1fr 1fr;gap:0 1.6rem;
             border-top:1px solid var(--line);border-bottom:1px solid var(--line);
             padding:.3rem 0;font-size:.95rem}
            .step>.facts div{grid-template-columns:6.6rem 1fr;border:0;padding:.12rem 0}
            .step>.facts:last-child{display:block;border-bottom:0;margin-bottom:.2rem;
             padding-top:.7rem}
            .part{margin:1rem 0;padding-left:.95rem;border-left:2px solid var(--line)}
            .part .no{color:var(--soft);font-variant-numeric:tabular-nums}
            .part .facts{margin:.3rem 0;font-size:.93rem}
            .part .facts div{border:0;padding:.08rem 0;grid-template-columns:7rem 1fr}
            figure{margin:1.4rem 0}
            figure svg{display:block;max-width:100%;height:auto}
            figcaption{color:var(--soft);font-size:.88rem;margin-top:.5rem}
            .bar{display:block;min-width:6rem;height:.8rem;margin-top:.35em;border-radius:.2rem;
             background:var(--code)}
            .bar span{display:block;height:100%;min-width:1px;border-radius:.2rem;
             background:var(--accent)}
            .blank{display:inline-block;border-bottom:1px solid var(--soft);height:1.4em;
             vertical-align:bottom}
            footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.8rem;
             color:var(--soft);font-size:.8rem}
            footer .source{display:block}
            footer code{overflow-wrap:anywhere}
            """;
    private static final String NARROW =
            """
            @media screen and (max-width:40rem){
            .cards{grid-template-columns:1fr}
            .facts div,.card .facts div,.part .facts div,.step>.facts,.step>.facts div,.output{
             grid-template-columns:1fr}
            h1{font-size:1.6rem}
            }
            """;
    private static final String PAPER =
            """
            @media print{
            body{font-size:10.2pt;line-height:1.42}
            main{max-width:none;padding:0}
            h1{font-size:21pt}
            h2{font-size:14pt;margin-top:18pt}
            h2,h3,h4,.top,caption{break-after:avoid;break-inside:avoid}
            .top,.step h3{display:block}
            .card,.part,.callout,tr,figure,pre,.facts div{break-inside:avoid}
            header{padding-bottom:8pt;margin-bottom:10pt}
            .cards{gap:7pt;margin:8pt 0}
            .card{padding:7pt 10pt}
            .card p,.card ul{margin:2pt 0}
            .card pre{margin:4pt 0 2pt}
            figure{margin:8pt 0}
            figure svg{max-height:92mm}
            .step{border:0;border-top:2px solid #16202b;border-radius:0;padding:9pt 0 0;
             margin:16pt 0}
            .step>p,.step>.callout,.step>.facts{break-inside:avoid;break-after:avoid}
            .step>.facts:last-child{break-before:avoid;break-after:auto}
            td,th{padding-top:3pt;padding-bottom:3pt}
            ul{break-inside:avoid}
            .new-sheet{break-after:page}
            a{color:inherit;text-decoration:none}
            pre.command{background:none;color:#000;border:1.5px solid #16202b}
            .bar,.bar span,.callout,.badge,.card,.no{print-color-adjust:exact;
             -webkit-print-color-adjust:exact}
            thead{display:table-header-group;break-after:avoid}
            tbody tr:first-child{break-before:avoid}
            }
            """;

    private Stylesheet() {}

    static String of(Page page) {
        return ":root{\n"
                + LIGHT
                + "}\n@media screen and (prefers-color-scheme:dark){:root{\n"
                + DARK
                + "}}\n"
                + SCREEN_AND_PAPER
                + NARROW
                + PAPER
                + sheets(page);
    }

    /// Name and digests on each sheet, so that a sheet that fell out still says where it belongs.
    private static String sheets(Page page) {
        String name = page.form() + ": " + page.title();
        String sources =
                page.sources().stream().map(Stylesheet::brief).collect(Collectors.joining(", "));
        return """
        @page{margin:14mm 15mm 17mm;
        @bottom-left{content:%s;font:7.5pt sans-serif;color:#54616e}
        @bottom-right{content:%s counter(page) " of " counter(pages);
        font:7.5pt sans-serif;color:#54616e}}
        """
                .formatted(literal(shortened(name, 90)), literal(sources + "  ·  "));
    }

    private static String brief(Source source) {
        return source.name() + " " + shortened(source.id(), 12);
    }

    private static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    /// A CSS string in which everything but letters, digits and spaces is written by number.
    private static String literal(String raw) {
        StringBuilder out = new StringBuilder("\"");
        Legible.line(raw)
                .codePoints()
                .forEach(point -> {
                    if (point == ' ' || Character.isLetterOrDigit(point)) {
                        out.appendCodePoint(point);
                    } else {
                        out.append('\\').append(Integer.toHexString(point)).append(' ');
                    }
                });
        return out.append('"').toString();
    }
}
