package dev.muster.kind;

import java.util.List;
import java.util.Map;

/// What a cloud account must allow, or never allow, somebody who works on a component.
///
/// @param use who needs it: whoever protects does not restore, and the other way round
/// @param name in letters and digits, unique within the component
/// @param allowed false for what is forbidden whatever else is allowed
/// @param actions in the cloud's own names, such as `s3:GetObjectVersion`
/// @param resources in the cloud's own names
/// @param conditions operator to key to value; empty if there are none
public record Permission(
        Use use,
        String name,
        boolean allowed,
        List<String> actions,
        List<String> resources,
        Map<String, Map<String, String>> conditions) {
    public Permission {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = Map.copyOf(conditions);
    }

    /// What the permission is for.
    public enum Use {
        /// Watching over the protection, and setting it up.
        PROTECT,
        /// Bringing the component back.
        RECOVER
    }

    public static Permission allow(
            Use use, String name, List<String> actions, List<String> resources) {
        return new Permission(use, name, true, actions, resources, Map.of());
    }

    public static Permission deny(
            Use use, String name, List<String> actions, List<String> resources) {
        return new Permission(use, name, false, actions, resources, Map.of());
    }
}
