package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.ErrorCatalogue;
import org.junit.jupiter.api.Test;

class ErrorRoomsTest {
    @Test
    void allCodesCanBeLookedUpAndHaveARemedy() {
        assertThat(new ErrorCatalogue(ErrorRooms.ALL).all())
                .isNotEmpty()
                .allSatisfy(code -> {
                    assertThat(code.title()).isNotBlank().doesNotEndWith(".");
                    assertThat(code.explanation()).isNotBlank();
                    assertThat(code.remedy()).isNotBlank();
                });
    }
}
