package dev.muster.provider.local.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What can go wrong with a front door, and what is found wrong in its part of a strategy.
public final class FrontDoorErrors {
    public static final ErrorCode NO_BACKEND =
            new ErrorCode(
                    "MUS-4401",
                    ErrorKind.STRATEGY,
                    "a front door does not know whom to send clients to",
                    "A front door sends clients to the one component in its depends-on that has an"
                            + " address. With none there is nobody to send them to; with several,"
                            + " nobody can say which.",
                    "Write depends-on: [ NAME ] with the one component that clients shall reach, and"
                            + " give that component a port.");
    public static final ErrorCode IN_A_REGION =
            new ErrorCode(
                    "MUS-4402",
                    ErrorKind.STRATEGY,
                    "a front door stands in a region",
                    "A front door inside a region is lost with it, and then nobody can switch clients"
                            + " to another one.",
                    "Run it outside of all regions and leave its region out.");
    public static final ErrorCode SAME_PORT =
            new ErrorCode(
                    "MUS-4403",
                    ErrorKind.STRATEGY,
                    "a front door has one port for two things",
                    "Clients and control must come in on ports of their own.",
                    "Give control: { port: ... } another number.");
    public static final ErrorCode METHOD_IMPOSSIBLE =
            new ErrorCode(
                    "MUS-4404",
                    ErrorKind.STRATEGY,
                    "a front door cannot come back this way",
                    "A front door stands outside of the regions and is not brought back; it sends"
                            + " clients elsewhere.",
                    "Write recover: { method: switch }, or leave the method out.");
    public static final ErrorCode UNREACHABLE =
            new ErrorCode(
                    "MUS-4410",
                    ErrorKind.EXTERNAL,
                    "the front door takes no orders",
                    "Its control port did not answer. Clients still go where it sent them before.",
                    "See that the front door runs, and that control: { port: ... } is its port.");
    public static final ErrorCode REFUSED_TOKEN =
            new ErrorCode(
                    "MUS-4411",
                    ErrorKind.EXTERNAL,
                    "the front door does not accept the token",
                    "The token in the strategy is not the one that the front door was started with.",
                    "Compare control: { token: ... } with the token file of the front door.");
    public static final ErrorCode FENCED =
            new ErrorCode(
                    "MUS-4412",
                    ErrorKind.EXTERNAL,
                    "another run took over the front door",
                    "A run with a higher epoch switched it since; this run may no longer act, and the"
                            + " front door has refused it.",
                    "Look at the newer run with: muster run list");
    public static final ErrorCode REFUSED_ORDER =
            new ErrorCode(
                    "MUS-4413",
                    ErrorKind.EXTERNAL,
                    "the front door refused a switch",
                    "It answered, but did not do what it was told. Clients still go where it sent"
                            + " them before.",
                    "Read its own words in the message.");
    public static final ErrorCode NO_GOOD_ANSWER =
            new ErrorCode(
                    "MUS-4414",
                    ErrorKind.EXTERNAL,
                    "clients get no good answer through the front door",
                    "The switch was made, but the health path did not answer well from the recovery"
                            + " region within the time that the strategy gives.",
                    "Ask the address yourself, and read the log of the component behind it.");
    public static final ErrorCode DOOR_STATE =
            new ErrorCode(
                    "MUS-4415",
                    ErrorKind.EXTERNAL,
                    "the front door cannot use its state file",
                    "It keeps its route and epoch in a file, so that a restart does not send clients"
                            + " back to a lost region. It does not guess when that file is damaged.",
                    "Check space and rights; where the file is damaged, delete it and set the route"
                            + " again.");
    public static final ErrorCode DOOR_PORT =
            new ErrorCode(
                    "MUS-4416",
                    ErrorKind.RESOURCE,
                    "a port of the front door is in use",
                    "Something else listens on the port, so the front door was not started.",
                    "See who listens with: ss -ltnp 'sport = :PORT'. Stop it or take another port.");

    private FrontDoorErrors() {}
}
