package dev.muster.operations.capture;

import dev.muster.model.LogPosition;
import dev.muster.operations.Site;
import dev.muster.provider.LogReader;
import dev.muster.strategy.Component;
import dev.muster.vault.log.LogArchive;
import dev.muster.vault.repository.Vault;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The captured log of a component as a provider sees it: the vault's and this machine's spool's.
public final class CapturedLogs implements LogReader {
    private final LogArchive archive;

    private CapturedLogs(LogArchive archive) {
        this.archive = archive;
    }

    public static LogReader open(Site site, Component<?> component, Vault vault) {
        return new CapturedLogs(
                LogArchive.open(
                        vault,
                        component.id(),
                        site.vaults().reader(site.vaults().protecting(component)),
                        Optional.of(site.state().spool(component.id()))));
    }

    @Override
    public List<Range> ranges() {
        return archive.ranges().stream()
                .map(range ->
                        new Range(
                                range.from(),
                                range.to(),
                                range.firstArrival(),
                                range.lastArrival()))
                .toList();
    }

    @Override
    public Map<String, byte[]> histories() {
        return archive.histories();
    }

    @Override
    public void copy(LogPosition from, LogPosition to, OutputStream sink) {
        archive.copy(from, to, sink);
    }

    @Override
    public Optional<LogPosition> arrivedBy(String line, Instant moment) {
        return archive.arrivedBy(line, moment);
    }
}
