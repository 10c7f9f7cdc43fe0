package dev.traza.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.traza.contract.ContractJson;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What a service answered. */
public record Answer(HttpResponse<byte[]> response) {

    /** The status code. */
    public int status() {
        return response.statusCode();
    }

    /** The body as JSON; a missing node if it is none. */
    public JsonNode json() {
        try {
            JsonNode body = ContractJson.mapper().readTree(response.body());
            return body == null ? MissingNode.getInstance() : body;
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** The body as it came. */
    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** A header that has to be there. */
    public String header(String name) {
        assertThat(response.headers().firstValue(name))
                .as("header %s of %s", name, this)
                .isPresent();
        return response.headers().firstValue(name).orElseThrow();
    }

    /** The same answer, once it is sure that it has this status. */
    public Answer expect(int status) {
        assertThat(status()).as("status of %s", this).isEqualTo(status);
        return this;
    }

    /** The ticket's id in the body. */
    public UUID ticketId() {
        return UUID.fromString(json().path("ticketId").asText());
    }

    /** The ticket's number in the body. */
    public String number() {
        return json().path("number").asText();
    }

    /** The ticket's version in the body. */
    public long version() {
        return json().path("version").asLong();
    }

    /** The token that makes a read wait for this write. */
    public String consistencyToken() {
        return header("Consistency-Token");
    }

    @Override
    public String toString() {
        return response.request().method() + " " + response.uri() + " → " + status() + " " + text();
    }
}
