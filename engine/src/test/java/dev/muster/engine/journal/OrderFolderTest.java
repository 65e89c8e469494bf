package dev.muster.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.Plans;
import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.record.Actor;
import dev.muster.record.Order;
import dev.muster.record.RunOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFolderTest {
    @TempDir Path runs;

    private static RunOrder order(String id) {
        return new RunOrder(
                id,
                Plans.RUN,
                Epoch.FIRST,
                Plans.BEGAN,
                new Actor("ann"),
                new Order.Skip(new StepId("a")),
                "not needed here");
    }

    private OrderFolder folder() {
        return new OrderFolder(runs, Plans.RUN);
    }

    @Test
    void ordersWaitUntilTheyAreTakenOrRefused() {
        assertThat(folder().waiting()).isEmpty();
        folder().put(order("2"));
        folder().put(order("1"));
        folder().put(order("1"));
        assertThat(folder().waiting()).containsExactly(order("1"), order("2"));
        folder().taken(order("1"));
        folder().taken(order("1"));
        folder().refused(order("2"), "it is done already");
        assertThat(folder().waiting()).isEmpty();
        assertThat(folder().waits(order("2"))).isFalse();
        assertThat(folder().refusal(order("1"))).isEmpty();
        assertThat(folder().refusal(order("2"))).contains("it is done already");
    }

    @Test
    void whatIsNoOrderIsPutAsideAndHidesNoOther() throws IOException {
        folder().put(order("5"));
        Path orders = runs.resolve("run-1/orders");
        Files.writeString(orders.resolve("1.json"), "{");
        Files.write(orders.resolve("2.json"), new byte[100_000]);
        Files.copy(orders.resolve("5.json"), orders.resolve("3.json"));
        Files.writeString(orders.resolve("4.json.new"), "half");
        assertThat(folder().waiting()).containsExactly(order("5"));
        assertThat(orders.resolve("1.json.unreadable")).exists();
        assertThat(orders.resolve("2.json.unreadable")).exists();
        assertThat(orders.resolve("3.json.unreadable")).exists();
    }
}
