package dev.muster.cli.run;

import dev.muster.cli.CliErrors;
import dev.muster.cli.site.Sites;
import dev.muster.record.Order;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `muster run abort`.
@Command(
        name = "abort",
        description =
                "end a run: cancel what goes on, start nothing more, take back what was done in"
                        + " reverse order")
public final class RunAbortVerb extends OrderVerb {
    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
    private String reason = "";

    @Option(
            names = "--no-compensation",
            description = "leave what is done as it is; also ends taking back")
    private boolean noCompensation;

    @Option(
            names = "--past-no-return",
            description =
                    "take back also where a step is done behind which going back is impossible or"
                            + " loses data")
    private boolean pastNoReturn;

    public RunAbortVerb(Sites sites, DoubleSupplier jitter) {
        super(sites, jitter);
    }

    @Override
    Order order() {
        if (noCompensation && pastNoReturn) {
            throw CliErrors.WRONG_USAGE.error(
                    "--no-compensation and --past-no-return contradict each other",
                    "give one of them");
        }
        return noCompensation ? new Order.Abort() : new Order.AbortAndUndo(pastNoReturn);
    }

    @Override
    String reason() {
        return reason;
    }
}
