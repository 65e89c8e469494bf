package dev.muster.provider.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VersionOrderTest {
    @Test
    void theOrderOfVersionsAndMarkersIsKept() {
        String page =
                "<?xml version=\"1.0\"?><ListVersionsResult xmlns=\"http://s3/\"><Name>b</Name>"
                        + "<DeleteMarker><Key>Version</Key></DeleteMarker>"
                        + "<Version><Key>a</Key><Owner><Version/></Owner></Version>"
                        + "<Version><Key>a</Key></Version>"
                        + "<DeleteMarker/></ListVersionsResult>";
        assertThat(VersionOrder.order(page.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(true, false, false, true);
    }

    @Test
    void nothingIsFetchedFromElsewhere() {
        String page =
                "<!DOCTYPE l [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><l><Version>&e;</Version></l>";
        assertThat(VersionOrder.order(page.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
