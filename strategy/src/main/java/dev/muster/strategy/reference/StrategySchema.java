package dev.muster.strategy.reference;

import dev.muster.kind.ComponentKind;
import dev.muster.strategy.shape.Key;
import dev.muster.strategy.shape.Overlay;
import dev.muster.strategy.shape.Shape;
import dev.muster.strategy.shape.Shape.Fields;
import dev.muster.strategy.shape.Shape.Items;
import dev.muster.strategy.shape.Shape.Names;
import dev.muster.strategy.shape.Shape.Single;
import dev.muster.strategy.shape.Shapes;
import dev.muster.strategy.shape.StrategyText;
import dev.muster.strategy.shape.StrategyText.ComponentText;
import dev.muster.strategy.shape.Word;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema (2020-12) of the strategy file, so that editors complete and check it.
///
/// It accepts all that the reader accepts. It cannot know whether a name is defined somewhere, so
/// that it accepts more than that.
public final class StrategySchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<? extends ComponentKind<?>> kinds;

    private StrategySchema(List<? extends ComponentKind<?>> kinds) {
        this.kinds = kinds;
    }

    /// The text of the schema, with a line break at its end.
    public static String of(List<? extends ComponentKind<?>> kinds) {
        ObjectNode root = new StrategySchema(kinds).root();
        return JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(root)
                + "\n";
    }

    private ObjectNode root() {
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", "https://muster.dev/schemas/strategy.json");
        root.put("title", "Muster strategy");
        root.setAll(mapping(Shapes.of(StrategyText.class).keys()));
        ObjectNode definitions = root.putObject("$defs");
        ObjectNode variable = definitions.putObject("variable");
        variable.put("type", "string");
        variable.put("pattern", "\\$\\{(env|file|vault):");
        kinds.forEach(kind -> definitions.set("kind-" + kind.name(), component(kind)));
        return root;
    }

    private ObjectNode mapping(List<Key> keys) {
        ObjectNode mapping = JSON.objectNode();
        mapping.put("type", "object");
        mapping.put("additionalProperties", false);
        ObjectNode properties = mapping.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Key key : keys) {
            properties.set(key.name(), property(key));
            if (!key.canBeAbsent()) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            mapping.set("required", required);
        }
        return mapping;
    }

    private ObjectNode property(Key key) {
        ObjectNode property = shape(key.shape());
        if (!key.doc().isEmpty()) {
            property.put("description", key.doc());
        }
        key.fallback()
                .filter(text -> !text.equals("{}") && !text.equals("[]"))
                .ifPresent(text -> property.put("default", text));
        return property;
    }

    private ObjectNode shape(Shape shape) {
        return switch (shape) {
            case Single single -> single(single.word());
            case Items items -> items(items);
            case Names names -> names(names);
            case Fields fields when fields.type() == ComponentText.class -> anyComponent();
            case Fields fields -> mapping(fields.keys());
        };
    }

    private ObjectNode items(Items items) {
        ObjectNode list = JSON.objectNode();
        list.put("type", "array");
        list.set("items", shape(items.item()));
        return list;
    }

    private ObjectNode names(Names names) {
        ObjectNode mapping = JSON.objectNode();
        mapping.put("type", "object");
        names.name()
                .pattern()
                .ifPresent(pattern ->
                        mapping.putObject("propertyNames").put("pattern", "^" + pattern + "$"));
        mapping.set("additionalProperties", shape(names.value()));
        return mapping;
    }

    /// The kind decides which keys there are.
    private ObjectNode anyComponent() {
        ObjectNode component = JSON.objectNode();
        component.put("type", "object");
        component.putArray("required").add("kind");
        ArrayNode names = component.putObject("properties").putObject("kind").putArray("enum");
        ArrayNode cases = component.putArray("allOf");
        for (ComponentKind<?> kind : kinds) {
            names.add(kind.name());
            ObjectNode one = cases.addObject();
            ObjectNode condition = one.putObject("if");
            condition.putObject("properties").putObject("kind").put("const", kind.name());
            condition.putArray("required").add("kind");
            one.putObject("then").put("$ref", "#/$defs/kind-" + kind.name());
        }
        return component;
    }

    private ObjectNode component(ComponentKind<?> kind) {
        ObjectNode component = mapping(Overlay.of(kind));
        component.put("description", kind.summary());
        if (!kind.provided()) {
            component.put("additionalProperties", true);
        }
        return component;
    }

    /// A value, or a variable that stands for one.
    private static ObjectNode single(Word word) {
        ObjectNode value = JSON.objectNode();
        ArrayNode choices = value.putArray("anyOf");
        choices.add(written(word));
        choices.addObject().put("$ref", "#/$defs/variable");
        return value;
    }

    private static ObjectNode written(Word word) {
        ObjectNode value = JSON.objectNode();
        if (word.type() == boolean.class) {
            value.put("type", "boolean");
        } else if (word.type() == int.class) {
            value.put("type", "integer");
        } else if (!word.choices().isEmpty()) {
            word.choices().forEach(value.withArray("enum")::add);
        } else if (word.pattern().isPresent()) {
            // A port is a number for YAML, a duration never is.
            boolean number = word.examples().getFirst().matches("[0-9]+");
            value.putArray("type").add("string");
            if (number) {
                value.withArray("type").add("integer");
            }
            value.put("pattern", "^(" + word.pattern().get() + ")$");
        } else {
            // A text may look like a number or a truth value; it is read as it is written.
            value.putArray("type").add("string").add("number").add("boolean");
        }
        if (word.choices().isEmpty() && word.type() != String.class) {
            word.examples().forEach(value.withArray("examples")::add);
        }
        return value;
    }
}
