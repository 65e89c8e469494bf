package dev.muster.engine;

import dev.muster.engine.shell.Ledger;
import dev.muster.model.Epoch;
import dev.muster.model.RunId;
import dev.muster.model.StepId;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import dev.muster.record.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A home in memory, shared by the controllers of a test.
public final class MemoryLedger {
    private final Map<RunId, RunStart> starts = new ConcurrentHashMap<>();
    private final Map<Token, Receipt> receipts = new ConcurrentHashMap<>();
    private final Map<RunId, Epoch> epochs = new ConcurrentHashMap<>();

    public List<Receipt> receipts() {
        return List.copyOf(receipts.values());
    }

    public Optional<Receipt> receipt(RunId run, StepId step) {
        return Optional.ofNullable(receipts.get(new Token(run, step)));
    }

    public boolean has(Token token) {
        return receipts.containsKey(token);
    }

    /// The home as one controller sees it.
    public Ledger seenBy(Hazard hazard) {
        return new View(hazard);
    }

    /// A home that gives out one step's receipt for every other.
    public Ledger confusing(String step) {
        return new View(Hazard.NONE) {
            @Override
            public Optional<Receipt> find(Token token) {
                return super.find(new Token(token.run(), new StepId(step)));
            }
        };
    }

    private class View implements Ledger {
        private final Hazard hazard;

        View(Hazard hazard) {
            this.hazard = hazard;
        }

        @Override
        public Optional<RunStart> start(RunId run) {
            hazard.at("before reading the start");
            return Optional.ofNullable(starts.get(run));
        }

        @Override
        public RunStart begin(RunStart start) {
            hazard.at("before writing the start");
            RunStart before = starts.putIfAbsent(start.run(), start);
            hazard.at("after writing the start");
            return before == null ? start : before;
        }

        @Override
        public Optional<Receipt> find(Token token) {
            hazard.at("before looking for the receipt of " + token);
            return Optional.ofNullable(receipts.get(token));
        }

        @Override
        public Receipt putIfAbsent(Receipt receipt) {
            hazard.at("before writing the receipt of " + receipt.token());
            Receipt before = receipts.putIfAbsent(receipt.token(), receipt);
            hazard.at("after writing the receipt of " + receipt.token());
            return before == null ? receipt : before;
        }

        @Override
        public Epoch claim(RunId run) {
            hazard.at("before claiming");
            Epoch epoch =
                    epochs.compute(run, (_, last) -> last == null ? Epoch.FIRST : last.next());
            hazard.at("after claiming");
            return epoch;
        }

        @Override
        public Optional<Epoch> currentEpoch(RunId run) {
            hazard.at("before reading the epoch");
            return Optional.ofNullable(epochs.get(run));
        }
    }
}
