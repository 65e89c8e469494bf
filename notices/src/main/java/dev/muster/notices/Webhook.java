package dev.muster.notices;

import dev.muster.model.Secret;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// Posts a notice as JSON; its key `text` is what Slack and alike show.
final class Webhook implements Messenger {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .build();

    private final Web web;

    Webhook(HttpClient client, String contact, Secret url) {
        this.web = new Web(client, url, "the webhook of " + contact);
    }

    @Override
    public void tell(Notice notice) throws InterruptedException {
        web.post("application/json", BodyPublishers.ofString(MAPPER.writeValueAsString(notice)));
    }
}
