package dev.muster.check;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;
import java.util.List;

/// What is found weak or wrong in a valid strategy, whatever its kinds. 11xx: what can be lost;
/// 12xx: how it comes back; 13xx: people and practice.
public final class CheckErrors {
    public static final ErrorCode RPO_MISSED =
            code(
                    1101,
                    "the accepted loss cannot be kept",
                    "From the schedule of backups, the way logs are captured and the measured lag"
                            + " follows how much a scenario costs at most. It is more than the"
                            + " component's rpo.",
                    "Capture logs in another region, back up more often, or accept a larger rpo.");

    public static final ErrorCode UNPROTECTED =
            code(
                    1102,
                    "data without protection",
                    "The component holds data and has no `protect`. Whatever takes it away takes all"
                            + " of it.",
                    "Add `protect: { vault: NAME, full: \"0 */6 * * *\" }`.");

    public static final ErrorCode NO_COPY_ELSEWHERE =
            code(
                    1103,
                    "no copy in another region",
                    "All places of the vault lie in the region of the component itself. The loss of"
                            + " that region takes the data and every backup of it.",
                    "Add a copy in another region under `vaults`.");

    public static final ErrorCode COPIES_LOST =
            code(
                    1104,
                    "a scenario takes every copy of a vault",
                    "The component survives the scenario, but all its backups do not. From then on"
                            + " nothing can be brought back.",
                    "Add a copy of the vault in a region that the scenario does not take.");

    public static final ErrorCode RECEIVER_LOST =
            code(
                    1105,
                    "the receiver of the log is lost with its source",
                    "What the receiver had not passed on yet is lost together with the source, and a"
                            + " receiver beside its source cannot witness that the source stopped.",
                    "Let `protect.logs.capture-from` name another region.");

    public static final ErrorCode DURABILITY_BELOW_REGION =
            code(
                    1106,
                    "an acknowledgement promises nothing about another region",
                    "With durability `spool` or `vault`, captured log may exist only in the lost"
                            + " region. So it does not count against the loss of a region, and only"
                            + " backups do.",
                    "Write `durability: region`.");

    public static final ErrorCode UNSURE_FENCE =
            code(
                    1107,
                    "recovery starts by itself although the old side may go on",
                    "With `degrade-after`, a source that lost its receiver lets commits through after"
                            + " a while. A receiver that hears nothing then proves nothing: the old"
                            + " side may still acknowledge writes while the new one takes over.",
                    "Write `on-capture-lost: stall`, or `then: approve` so that a person takes the"
                            + " risk.");

    public static final ErrorCode SEALED_SECRET_MISPLACED =
            code(
                    1108,
                    "a sealed secret where it would be needed every day",
                    "`${vault:NAME}` is opened with a key that is kept offline for recovery. Outside"
                            + " of `recover`, backup and capture would need that key all the time.",
                    "Use `${env:NAME}` or `${file:/path}` there.");

    public static final ErrorCode COPIES_TOGETHER =
            code(
                    1109,
                    "two places of a vault in one region",
                    "Places in one region are lost together. The second one costs space and protects"
                            + " against less than it seems.",
                    "Move one of them to another region.");

    public static final ErrorCode NOTHING_TO_PROTECT =
            code(
                    1110,
                    "protection that this kind cannot use",
                    "The kind keeps no data, or cannot capture its log in this way; the keys have no"
                            + " effect.",
                    "Remove them, or use a kind that can.");

    public static final ErrorCode LOG_REQUESTS =
            code(
                    1111,
                    "captured log costs requests",
                    "A copy of the vault lies in a bucket, and storage charges for each object that is"
                            + " put. Log goes there at the interval of `ship: every D`, or by itself"
                            + " after a fourth of the rpo (a minute without one), and not while"
                            + " nothing is written. What only the receiver has until then is lost"
                            + " together with it. The price is AWS's list price for S3 Standard,"
                            + " 0.005 USD for 1000.",
                    "Nothing, if that is what you want; else write `ship: every D` under"
                            + " `protect.logs`.");

    public static final ErrorCode KEPT_TOO_SHORT =
            code(
                    1112,
                    "recovery points are gone before damage is noticed",
                    "A lost region is seen at once; a wrong deletion or a slow corruption is often"
                            + " noticed after days. What `protect.keep` keeps reaches back less than a"
                            + " week, so that by then every recovery point may hold the damage.",
                    "Keep points of more days under `protect.keep`: a few old ones cost little, as"
                            + " points share what they have in common.");

    public static final ErrorCode BACKUP_OVERDUE =
            code(
                    1113,
                    "the newest recovery point is older than the schedule allows",
                    "By `protect.full` there should be a newer one. Backups fail, or nothing takes"
                            + " them: no `muster serve` runs, and no timer calls `muster backup`.",
                    "See why with `muster status`, then take one: `muster backup COMPONENT`.");

    public static final ErrorCode NO_PROVIDER =
            code(
                    1114,
                    "a kind that has no provider yet",
                    "The technology is known by name. Its settings are not checked, Muster neither"
                            + " protects its data nor brings it back, and its times are what the"
                            + " strategy says. In a recovery people do what `procedure` says.",
                    "Write `procedure` and `takes`, for data also `loses`, and keep them true.");

    public static final ErrorCode RTO_MISSED =
            code(
                    1201,
                    "the accepted downtime cannot be kept",
                    "Detection, decision and the longest chain of steps take more time than the"
                            + " component's rto. Steps of other components can run beside that chain;"
                            + " only the named ones decide.",
                    "Shorten a step of the named chain, decide faster, or accept a larger rto.");

    public static final ErrorCode WEAK_DEPENDENCY =
            code(
                    1202,
                    "it stands on something weaker than itself",
                    "A component cannot be back before what it needs, nor keep more than what it"
                            + " needs keeps. The objective of the dependency is lower, or there is"
                            + " none.",
                    "Give the dependency an objective that is at least as strong.");

    public static final ErrorCode NOWHERE =
            code(
                    1203,
                    "a scenario without a way out",
                    "No plan can be made: the scenario leaves no region to recover in.",
                    "Add `recover-in: [ REGION ]` with another region.");

    public static final ErrorCode NO_WAY_BACK =
            code(
                    1204,
                    "nothing brings it back",
                    "The scenario takes the component away, and its kind knows no steps for that.",
                    "Say under `recover` how it comes back, or move it out of the lost region.");

    public static final ErrorCode UNKNOWN_THERE =
            code(
                    1205,
                    "not described in the recovery region",
                    "The component is reached at home, but nothing says where it is reached in the"
                            + " region where it comes back. What depends on it would not find it.",
                    "Add the settings for that region.");

    public static final ErrorCode BASE_TOO_OLD =
            code(
                    1206,
                    "the log outgrows the accepted downtime before the next full backup",
                    "All log since the newest full backup is replayed by a recovery. At the rate at"
                            + " which it was written lately, and at the speed at which recoveries"
                            + " were measured, there is more of it right before the next full backup"
                            + " than the rto has time for.",
                    "Take full backups more often, as the fix says, or accept a larger rto.");

    public static final ErrorCode UNATTENDED_SECRETS =
            code(
                    1207,
                    "a recovery that starts by itself opens sealed secrets",
                    "The scenario says `then: start`, and a component that it brings back has values"
                            + " `${vault:NAME}` under `recover`. Nobody is there to bring the key"
                            + " that opens them, so `muster serve` must hold it. Without it those"
                            + " components stop on the day.",
                    "Start the daemon with the key that opens secrets and nothing else: `muster serve"
                            + " --key secrets.key`. It says at once what it can open. Else write"
                            + " `then: tell`.");

    public static final ErrorCode NO_OWNER =
            code(
                    1301,
                    "nobody answers for it",
                    "When it fails at night, nobody is called, and nobody approves.",
                    "Add `owner: CONTACT`.");

    public static final ErrorCode OWNER_UNREACHABLE =
            code(
                    1302,
                    "the owner has no address",
                    "The owner has neither a mail address nor a telephone number, and nor has anybody"
                            + " that is asked next.",
                    "Add `email` or `phone` under `contacts`.");

    public static final ErrorCode NO_DRILL =
            code(
                    1303,
                    "a scenario that is never rehearsed",
                    "What was never tried does not work on the day. Drills also measure the times"
                            + " that plans are made of.",
                    "Add a drill for the scenario under `drills`.");

    public static final ErrorCode BLIND_TRIGGER =
            code(
                    1304,
                    "the trigger looks from inside of what is lost",
                    "Its probes are asked from too few places that survive the scenario. The alarm is"
                            + " lost together with what it should report.",
                    "Add a surviving region to `from` of the probe.");

    public static final ErrorCode NO_SCENARIO =
            code(
                    1305,
                    "no scenario takes it away",
                    "Its objectives are never compared with anything, because no scenario says what"
                            + " could happen to it.",
                    "Add a scenario that loses its region.");

    public static final ErrorCode ALERT_UNHEARD =
            code(
                    1306,
                    "an alert that nobody hears",
                    "The contact that it is told to has neither a webhook nor an address that a mail"
                            + " server of the strategy could take.",
                    "Add `webhook` under `contacts`, or `email` there and `mail` at the top.");

    public static final ErrorCode NOBODY_TOLD =
            code(
                    1307,
                    "nobody is told when protection fails",
                    "Data is protected, and no contact is told of a missed backup, a lost capture, an"
                            + " rpo at risk or trouble with a vault. Protection that failed in"
                            + " silence is found on the day when it is needed.",
                    "Add `alerts: { backup-missed: [ CONTACT ] }` and a way to tell them, such as"
                            + " `webhook`.");

    public static final ErrorCode BASELINE_IDLE =
            code(
                    1308,
                    "an accepted finding that is no more",
                    "The baseline accepts a finding that is not found any more. Left there, it would"
                            + " accept the same weakness in silence if it came back.",
                    "Remove the entry.");

    public static final ErrorCode NO_DEPUTY =
            code(
                    1309,
                    "nobody stands in for an owner",
                    "If the owner does not answer, the runbook has nobody to call next.",
                    "Add `then: CONTACT` and `escalate-after` to the owner under `contacts`.");

    public static final ErrorCode QUORUM_UNREACHABLE =
            code(
                    1310,
                    "an approval that nobody can give",
                    "An approval asks for more different keys than those who may sign have together."
                            + " Recovery would wait for ever. A key that two contacts share counts"
                            + " once.",
                    "Add `keys` to the contacts under `contacts`, name more of them in `by`, or"
                            + " lower `of`.");

    public static final ErrorCode APPROVER_KEYLESS =
            code(
                    1311,
                    "someone who is asked to approve and has no key",
                    "Approvals are signatures. Whoever has no key in the strategy cannot give one.",
                    "Add the public half under `contacts`: `keys: [ \"ssh-ed25519 AAAA...\" ]`;"
                            + " `ssh-keygen -t ed25519` makes one.");

    public static final ErrorCode APPROVAL_MISPLACED =
            code(
                    1312,
                    "an approval before a step that the plan does not have",
                    "None of the steps that the approval is to stand before is in the scenario's plan."
                            + " So that no gate is open by mistake, it stands before all of the"
                            + " recovery.",
                    "Take the names of steps from `muster plan SCENARIO`, or leave `before` out.");

    public static final ErrorCode QUORUM_OF_ONE =
            code(
                    1313,
                    "one contact alone could give an approval of several",
                    "Keys are counted, not people. One contact of those who may sign has so many keys"
                            + " that nobody else is needed. That is right for a rota, and wrong for"
                            + " a person with two keys.",
                    "Give a person one key for approvals, or ask for more different keys.");

    private CheckErrors() {}

    private static ErrorCode code(int number, String title, String explanation, String remedy) {
        return new ErrorCode("MUS-" + number, ErrorKind.STRATEGY, title, explanation, remedy);
    }

    public static List<ErrorCode> all() {
        return List.of(
                RPO_MISSED,
                UNPROTECTED,
                NO_COPY_ELSEWHERE,
                COPIES_LOST,
                RECEIVER_LOST,
                DURABILITY_BELOW_REGION,
                UNSURE_FENCE,
                SEALED_SECRET_MISPLACED,
                COPIES_TOGETHER,
                NOTHING_TO_PROTECT,
                LOG_REQUESTS,
                KEPT_TOO_SHORT,
                BACKUP_OVERDUE,
                NO_PROVIDER,
                RTO_MISSED,
                WEAK_DEPENDENCY,
                NOWHERE,
                NO_WAY_BACK,
                UNKNOWN_THERE,
                BASE_TOO_OLD,
                UNATTENDED_SECRETS,
                NO_OWNER,
                OWNER_UNREACHABLE,
                NO_DRILL,
                BLIND_TRIGGER,
                NO_SCENARIO,
                ALERT_UNHEARD,
                NOBODY_TOLD,
                BASELINE_IDLE,
                NO_DEPUTY,
                QUORUM_UNREACHABLE,
                APPROVER_KEYLESS,
                APPROVAL_MISPLACED,
                QUORUM_OF_ONE);
    }
}
