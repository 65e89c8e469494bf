package dev.muster.rehearsal;

import dev.muster.rehearsal.s3.S3;
import dev.muster.rehearsal.server.Admin;
import dev.muster.rehearsal.world.Account;
import dev.muster.rehearsal.world.Accounts;
import dev.muster.rehearsal.world.Faults;
import dev.muster.rehearsal.world.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What is asked of the rehearsal over HTTP: `POST /_rehearsal/lose {"region": "eu-west-1"}`.
///
/// Asked by the key of the first account, as user and password: a page in a browser of this machine
/// must not be able to move the clock.
final class AdminApi implements Admin {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final World world;
    private final S3 s3;

    AdminApi(World world, S3 s3) {
        this.world = world;
        this.s3 = s3;
    }

    @Override
    public Map.Entry<Integer, byte[]> answer(String token, String verb, byte[] body) {
        if (!isAllowed(token)) {
            return reply(401, "error", "needs the key of the first account, as user and password");
        }
        try {
            JsonNode asked = body.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(body);
            if (!verb.equals("state")) {
                run(verb, asked);
            }
            return Map.entry(200, MAPPER.writeValueAsBytes(state()));
        } catch (IllegalArgumentException | DateTimeException | JacksonException e) {
            return reply(400, "error", String.valueOf(e.getMessage()));
        }
    }

    private boolean isAllowed(String token) {
        Account first = world.accounts().account(Accounts.FIRST);
        String right = first.accessKey() + ":" + first.secret();
        String basic =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(right.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(
                basic.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static Map.Entry<Integer, byte[]> reply(int status, String name, String text) {
        ObjectNode node = MAPPER.createObjectNode().put(name, text);
        return Map.entry(status, MAPPER.writeValueAsBytes(node));
    }

    private void run(String verb, JsonNode asked) {
        switch (verb) {
            case "lose" -> world.faults().lose(place(asked));
            case "heal" -> world.faults().heal(place(asked));
            case "slow" -> world.faults().slow(place(asked), duration(asked, "delay"));
            case "throttle" -> world.faults().throttle(place(asked), number(asked, "rate"));
            case "clock" -> clock(asked);
            case "replication" -> s3.replicationLag(duration(asked, "lag"));
            default ->
                    throw new IllegalArgumentException(
                            "the rehearsal knows lose, heal, slow, throttle, clock, replication and"
                                    + " state, not '"
                                    + verb
                                    + "'");
        }
    }

    private void clock(JsonNode asked) {
        if (asked.has("advance")) {
            world.clock().advance(duration(asked, "advance"));
        }
        if (asked.has("set")) {
            Instant to = Instant.parse(text(asked, "set"));
            world.clock().advance(Duration.between(world.clock().instant(), to));
        }
        if (asked.has("speed")) {
            world.clock().run(asked.get("speed").asDouble());
        }
    }

    private static Faults.Place place(JsonNode asked) {
        return new Faults.Place(
                text(asked, "region"),
                asked.has("service") ? Optional.of(text(asked, "service")) : Optional.empty());
    }

    private static String text(JsonNode asked, String name) {
        JsonNode found = asked.get(name);
        if (found == null || !found.isString()) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return found.asString();
    }

    private static Duration duration(JsonNode asked, String name) {
        return Duration.parse(text(asked, name));
    }

    private static int number(JsonNode asked, String name) {
        JsonNode found = asked.get(name);
        if (found == null || !found.isInt() || found.asInt() < 1) {
            throw new IllegalArgumentException("'" + name + "' is a number from 1 up");
        }
        return found.asInt();
    }

    private ObjectNode state() {
        ObjectNode state = MAPPER.createObjectNode();
        state.put("now", world.clock().instant().toString());
        state.put("speed", world.clock().speed());
        state.put("replicationBacklog", s3.replicationBacklog());
        state.set("faults", MAPPER.valueToTree(world.faults().all()));
        return state;
    }
}
