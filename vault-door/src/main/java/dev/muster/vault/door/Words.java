package dev.muster.vault.door;

/// The words that door and client share.
final class Words {
    static final String OBJECTS = "/v1/objects/";
    static final String ASIDE = "/v1/aside/";
    static final String LIST = "/v1/list/";
    static final String SWEEP = "/v1/sweep";

    /// The SHA-256 of a body, hex: bytes that changed on the way are not stored.
    static final String DIGEST = "X-Muster-Sha256";

    /// The last line of a list, with the number of those before it.
    static final String END = "end ";

    static final int OK = 200;
    static final int STORED = 201;
    static final int DONE = 204;
    static final int MALFORMED = 400;
    static final int UNKNOWN = 401;
    static final int FORBIDDEN = 403;
    static final int ABSENT = 404;
    static final int NO_SUCH_METHOD = 405;
    static final int LENGTH_NEEDED = 411;
    static final int TAKEN = 412;
    static final int TOO_LARGE = 413;
    static final int OTHER_BYTES = 422;
    static final int NOT_CONDITIONAL = 428;
    static final int FAILED = 500;
    static final int UNREACHABLE = 503;
    static final int NO_SPACE = 507;

    /// No object of a vault is larger.
    static final long LARGEST = 1L << 30;

    private Words() {}

    /// A name as a path of an address: only `%` is not allowed there as it is.
    static String path(String name) {
        return name.replace("%", "%25");
    }

    /// The name that a path stands for.
    static String name(String path) {
        return path.replace("%25", "%");
    }

    /// Whether a path has no other escapes than those of [#path].
    static boolean isPath(String path) {
        return path.replace("%25", "").indexOf('%') < 0;
    }
}
