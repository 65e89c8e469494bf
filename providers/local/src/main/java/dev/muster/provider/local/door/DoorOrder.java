package dev.muster.provider.local.door;

import dev.muster.model.Address;
import dev.muster.model.RegionId;
import java.util.Optional;

/// What a front door is told.
///
/// @param epoch of who gives the order; without it, that of the route that stands, which is for
///   people
/// @param ifVersion the version of the route that the order replaces, 0 for none; without it,
///   whichever stands
public record DoorOrder(
        RegionId region, Address backend, Optional<Long> epoch, Optional<Long> ifVersion) {

    /// As it goes over the wire.
    public String text() {
        StringBuilder text = new StringBuilder("region=" + region + "&backend=" + backend);
        epoch.ifPresent(number -> text.append("&epoch=").append(number));
        ifVersion.ifPresent(number -> text.append("&if-version=").append(number));
        return text.toString();
    }

    /// @throws IllegalArgumentException if the text is no order
    static DoorOrder parse(String text) {
        DoorWords words = DoorWords.parse(text);
        return new DoorOrder(
                words.region(),
                words.backend(),
                words.number(DoorWords.Key.EPOCH),
                words.number(DoorWords.Key.IF_VERSION));
    }
}
