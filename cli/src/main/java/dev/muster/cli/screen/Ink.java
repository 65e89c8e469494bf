package dev.muster.cli.screen;

/// Colors, or none. Nothing is said by color alone.
public enum Ink {
    PLAIN,
    COLOR;

    /// For what went wrong.
    public String bad(String text) {
        return paint("1;31", text);
    }

    /// For what needs attention.
    public String attention(String text) {
        return paint("33", text);
    }

    /// For what is as it should be.
    public String good(String text) {
        return paint("32", text);
    }

    /// For what the eye should find first.
    public String strong(String text) {
        return paint("1", text);
    }

    /// For what is only needed when looked for.
    public String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return switch (this) {
            case PLAIN -> text;
            case COLOR -> "\033[" + code + "m" + text + "\033[0m";
        };
    }

    /// The columns that a text takes, without its colors.
    static int width(String text) {
        String visible = text.indexOf('\033') < 0 ? text : text.replaceAll("\033\\[[0-9;]*m", "");
        return visible.codePointCount(0, visible.length());
    }
}
