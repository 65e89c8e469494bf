package dev.muster.documents.diagram;

/// Colours and lines of all drawings.
///
/// After Okabe and Ito (https://jfly.uni-koeln.de/color/), so that they differ for the
/// colour-blind; dashes, weights and words say the same again for grey paper. Concrete colours
/// instead of variables: more programs that show SVG understand them.
final class DiagramStyle {
    static final String CSS =
            """
            svg.mu{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",
             "Noto Sans","Liberation Sans",Arial,sans-serif}
            .mu .ground{fill:#fff}
            .mu .frame{fill:#f4f6f8;stroke:#aab5bf;stroke-width:1}
            .mu .frame.gone{stroke:#a02a12;stroke-width:1.5;stroke-dasharray:6 4}
            .mu .hatch{stroke:#a02a12;stroke-width:1;stroke-opacity:.22}
            .mu .node{fill:#fff;stroke:#16202b;stroke-width:1.25}
            .mu .node.awaited{stroke:#54616e;stroke-dasharray:5 4}
            .mu .node.back{stroke:#00694b;stroke-width:2.25}
            .mu .node.lost{fill:#f4f6f8;stroke:#8a97a3}
            .mu .tile{fill:#e6f0fa}
            .mu .tile.awaited,.mu .tile.lost{fill:#e8ecf0}
            .mu .tile.back{fill:#d9f0e6}
            .mu .icon{fill:none;color:#0b5cad;stroke:currentColor;stroke-width:2;stroke-linecap:round;
             stroke-linejoin:round}
            .mu .icon.awaited,.mu .icon.lost{color:#54616e}
            .mu .icon.back{color:#00694b}
            .mu .name{fill:#16202b;font-weight:650}
            .mu .name.lost{fill:#54616e;text-decoration:line-through}
            .mu .note,.mu .soft{fill:#54616e}
            .mu .note.back{fill:#00694b;font-weight:650}
            .mu .note.lost{fill:#a02a12;font-weight:650}
            .mu .halo{paint-order:stroke;stroke:#fff;stroke-width:4;stroke-linejoin:round}
            .mu .title{fill:#16202b;font-weight:700}
            .mu .title.gone{fill:#a02a12}
            .mu .line{fill:none;stroke:#54616e;stroke-width:1.4;stroke-linejoin:round}
            .mu .line.capture{stroke:#0072b2;stroke-width:2.6}
            .mu .line.copy{stroke:#b35900;stroke-width:2;stroke-dasharray:8 4}
            .mu .line.backup{stroke:#b35900;stroke-width:2;stroke-dasharray:2 3}
            .mu .line.restore{stroke:#00694b;stroke-width:2;stroke-dasharray:9 3 2 3}
            .mu .line.faded{stroke:#aab5bf;stroke-width:1.2}
            .mu .head{fill:#54616e}
            .mu .head.capture{fill:#0072b2}
            .mu .head.copy,.mu .head.backup{fill:#b35900}
            .mu .head.restore{fill:#00694b}
            .mu .head.faded{fill:#aab5bf}
            .mu .grid{stroke:#d5dce3;stroke-width:1}
            .mu .predicted{fill:#e8ecf0;stroke:#54616e;stroke-width:1.1}
            .mu .predicted.critical{fill:#d3dae1;stroke:#16202b;stroke-width:1.8}
            .mu .measured{fill:#0072b2}
            .mu .measured.over{fill:#f9d2c8;stroke:#a02a12;stroke-width:1.4}
            .mu .wait{stroke:#54616e;stroke-width:1;stroke-dasharray:2 3;fill:none}
            .mu .limit{stroke:#a02a12;stroke-width:1.5;stroke-dasharray:5 3}
            .mu .limit-text{fill:#a02a12;font-weight:650}
            @media screen and (prefers-color-scheme:dark){
            .mu .ground{fill:#10161d}
            .mu .frame{fill:#19222c;stroke:#4a5865}
            .mu .frame.gone{stroke:#ff9d87}
            .mu .hatch{stroke:#ff9d87}
            .mu .node{fill:#10161d;stroke:#c3cdd6}
            .mu .node.awaited{stroke:#a2b0bd}
            .mu .node.back{stroke:#6fd6ae}
            .mu .node.lost{fill:#19222c;stroke:#5d6b78}
            .mu .tile{fill:#17324c}
            .mu .tile.awaited,.mu .tile.lost{fill:#26313c}
            .mu .tile.back{fill:#12362a}
            .mu .icon{color:#7fbcf8}
            .mu .icon.awaited,.mu .icon.lost{color:#a2b0bd}
            .mu .icon.back{color:#6fd6ae}
            .mu .name,.mu .title{fill:#e7edf3}
            .mu .name.lost,.mu .note,.mu .soft{fill:#a2b0bd}
            .mu .note.back{fill:#6fd6ae}
            .mu .note.lost,.mu .title.gone,.mu .limit-text{fill:#ff9d87}
            .mu .line{stroke:#a2b0bd}
            .mu .line.capture{stroke:#56b4e9}
            .mu .line.copy,.mu .line.backup{stroke:#e69f00}
            .mu .line.restore{stroke:#6fd6ae}
            .mu .line.faded{stroke:#4a5865}
            .mu .head{fill:#a2b0bd}
            .mu .head.capture{fill:#56b4e9}
            .mu .head.copy,.mu .head.backup{fill:#e69f00}
            .mu .head.restore{fill:#6fd6ae}
            .mu .head.faded{fill:#4a5865}
            .mu .halo{stroke:#10161d}
            .mu .grid{stroke:#34414e}
            .mu .predicted{fill:#26313c;stroke:#a2b0bd}
            .mu .predicted.critical{fill:#34414e;stroke:#e7edf3}
            .mu .measured{fill:#56b4e9}
            .mu .measured.over{fill:#5a2417;stroke:#ff9d87}
            .mu .wait{stroke:#a2b0bd}
            .mu .limit{stroke:#ff9d87}
            }
            """;

    private DiagramStyle() {}
}
