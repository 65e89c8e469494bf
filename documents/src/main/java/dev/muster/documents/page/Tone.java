package dev.muster.documents.page;

/// How a remark is meant. Never told by colour alone: each tone has its sign.
public enum Tone {
    PLAIN(""),
    GOOD("✓"),
    WARNING("!"),
    DANGER("✕");

    private final String sign;

    Tone(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    String cssClass() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
