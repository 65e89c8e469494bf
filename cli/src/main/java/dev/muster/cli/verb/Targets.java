package dev.muster.cli.verb;

import dev.muster.cli.Call;
import dev.muster.cli.CliErrors;
import dev.muster.model.LogPosition;
import dev.muster.model.RestoreTarget;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the moment that a user wants back: `latest`, a time, `lsn:0/16B3740` or `0/16B3740`,
/// `offset:1234`, `xid:771` or `name:before-upgrade`.
final class Targets {
    static final String HELP =
            "latest, a time (2026-03-01T09:30:00Z, '2 hours ago'), lsn:0/16B3740, offset:1234,"
                    + " xid:771 or name:POINT";

    private static final Pattern LSN = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

    private Targets() {}

    static RestoreTarget parse(Call call, String option, String text) {
        if (text.equals("latest")) {
            return new RestoreTarget.Latest();
        }
        if (text.startsWith("lsn:")) {
            return position(option, text.substring("lsn:".length()));
        }
        if (text.startsWith("offset:")) {
            return offset(option, text.substring("offset:".length()));
        }
        if (text.startsWith("xid:")) {
            return new RestoreTarget.AtTransaction(text.substring("xid:".length()));
        }
        if (text.startsWith("name:")) {
            return new RestoreTarget.AtName(text.substring("name:".length()));
        }
        if (LSN.matcher(text).matches()) {
            return position(option, text);
        }
        return new RestoreTarget.AtTime(call.moment(option, text));
    }

    private static RestoreTarget position(String option, String text) {
        Matcher matcher = LSN.matcher(text);
        if (!matcher.matches()) {
            throw CliErrors.WRONG_USAGE.error(
                    option + " 'lsn:" + text + "' is no log position", "write it as lsn:0/16B3740");
        }
        long offset =
                Long.parseLong(matcher.group(1), 16) << 32 | Long.parseLong(matcher.group(2), 16);
        return new RestoreTarget.AtPosition(new LogPosition(RestoreTarget.NEWEST_LINE, offset));
    }

    private static RestoreTarget offset(String option, String text) {
        if (!OFFSET.matcher(text).matches()) {
            throw CliErrors.WRONG_USAGE.error(
                    option + " 'offset:" + text + "' is no offset", "write it as offset:1234");
        }
        return new RestoreTarget.AtPosition(
                new LogPosition(RestoreTarget.NEWEST_LINE, Long.parseLong(text)));
    }
}
