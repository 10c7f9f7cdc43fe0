package dev.traza.system.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.ContractJson;
import org.junit.jupiter.api.Test;

class ConversationTest {

    @Test
    void requestsAndAnswersStandByTurns() {
        Conversation read = Conversation.of("""
                Open one:

                ```http
                POST /api/v1/tickets HTTP/1.1
                Host: localhost:8081

                {"subject": "x"}
                ```

                ```http
                HTTP/1.1 201 Created
                ETag: "1"
                ```
                """);

        assertThat(read.exchanges()).singleElement().satisfies(one -> {
            assertThat(one.method()).isEqualTo("POST");
            assertThat(one.path()).isEqualTo("/api/v1/tickets");
            assertThat(one.status()).isEqualTo(201);
            assertThat(one.request().headers()).containsEntry("Host", "localhost:8081");
            assertThat(one.request().body()).isEqualTo("{\"subject\": \"x\"}");
            assertThat(one.answer().headers()).containsEntry("ETag", "\"1\"");
            assertThat(one.answer().body()).isEmpty();
        });
    }

    @Test
    void aRequestWithoutAnAnswerIsAMistakeOfThePage() {
        assertThatThrownBy(() -> Conversation.of("```http\nGET / HTTP/1.1\n```"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBlankIsLearnedOnceAndHeldAgainstLater() throws Exception {
        Blanks blanks = new Blanks();
        blanks.expect(
                "",
                ContractJson.mapper().readTree("{\"id\": \"<ticket>\"}"),
                ContractJson.mapper().readTree("{\"id\": \"7\", \"more\": 1}"));

        assertThat(blanks.filled("/tickets/<ticket>")).isEqualTo("/tickets/7");
        assertThatThrownBy(() -> blanks.expect("id", "<ticket>", "8")).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatThePageHasMustBeThere() throws Exception {
        Blanks blanks = new Blanks();

        assertThatThrownBy(() -> blanks.expect(
                        "",
                        ContractJson.mapper().readTree("{\"items\": [{\"id\": \"…\"}, \"…\"]}"),
                        ContractJson.mapper().readTree("{\"items\": []}")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> blanks.expect(
                        "",
                        ContractJson.mapper().readTree("{\"id\": \"…\"}"),
                        ContractJson.mapper().readTree("{}")))
                .isInstanceOf(AssertionError.class);
    }
}
