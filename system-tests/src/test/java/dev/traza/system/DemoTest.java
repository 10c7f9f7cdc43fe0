package dev.traza.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.TicketEvent;
import dev.traza.stack.demo.SupportDay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What {@code ./traza demo} tells at its end is what the log holds. */
@OnTraza
@Order(7)
class DemoTest {

    private final Traza traza;

    DemoTest(Traza traza) {
        this.traza = traza;
    }

    @Test
    void theSummaryOfTheDayAgreesWithTheLog() throws IOException, InterruptedException {
        long before = opened();
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        boolean agrees;
        try (PrintStream out = new PrintStream(told, true, UTF_8)) {
            agrees = new SupportDay(traza.stack(), out, false).play(60, 7, 8);
        }

        String summary = told.toString(UTF_8);
        System.out.println(summary);
        assertThat(agrees).as(summary).isTrue();
        assertThat(summaryOf(summary, "tickets opened")).isEqualTo(opened() - before);
    }

    private long opened() {
        return traza.log().log().ticketEvents().stream()
                .filter(event -> event.value().event() instanceof TicketEvent.TicketOpened)
                .count();
    }

    private static long summaryOf(String summary, String line) {
        return Pattern.compile("^\\s*" + line + "\\s+(\\d+)", Pattern.MULTILINE)
                .matcher(summary)
                .results()
                .map((MatchResult match) -> Long.parseLong(match.group(1)))
                .findFirst()
                .orElseThrow();
    }
}
