package dev.muster.bench;

import java.util.List;
import java.util.Set;

/// What a kill cost by the ledger of those who wrote.
///
/// @param commits that were acknowledged and are not in what was restored
/// @param millis from the acknowledgement of the first of them to the end of all writing
record Loss(int commits, double millis) {
    private static final double NANOS = 1e6;

    /// @param acknowledged of each client, by the number of its commit, when it was answered
    /// @param survived what is there after a restore
    /// @param killed when the server was killed, on the same clock
    static Loss of(List<List<Long>> acknowledged, Set<Entry> survived, long killed) {
        int commits = 0;
        long first = Long.MAX_VALUE;
        long end = killed;
        for (int client = 0; client < acknowledged.size(); client++) {
            List<Long> answers = acknowledged.get(client);
            for (int number = 0; number < answers.size(); number++) {
                long answered = answers.get(number);
                end = Math.max(end, answered);
                if (!survived.contains(new Entry(client, number))) {
                    commits++;
                    first = Math.min(first, answered);
                }
            }
        }
        return new Loss(commits, commits == 0 ? 0 : (end - first) / NANOS);
    }

    /// One commit.
    record Entry(int client, int number) {}
}
