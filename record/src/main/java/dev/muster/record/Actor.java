package dev.muster.record;

/// Who did something: a person, a probe, or Muster itself.
///
/// @param name as it stands in reports, such as `you`, `probe shop-down`, `muster`
public record Actor(String name) {
    /// The controller, acting by itself.
    public static final Actor MUSTER = new Actor("muster");

    public Actor {
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("an actor has a name of 1 to 200 characters");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
