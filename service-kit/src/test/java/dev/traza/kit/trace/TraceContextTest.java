package dev.traza.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void theTraceOfARecordIsPassedOnAndLogged() {
        // given, when
        try (TraceContext context = TraceContext.of(TRACEPARENT, "ticket", "command")) {
            // then
            assertThat(context).isNotNull();
            assertThat(TraceContext.currentTraceparent()).isEqualTo(TRACEPARENT);
            assertThat(MDC.get("traceId")).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(MDC.get("ticketId")).isEqualTo("ticket");
            assertThat(MDC.get("commandId")).isEqualTo("command");
        }
        // and nothing of it stays
        assertThat(TraceContext.currentTraceparent()).isNull();
        assertThat(MDC.get("traceId")).isNull();
        assertThat(MDC.get("ticketId")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "00-00000000000000000000000000000000-0000000000000000-01", "01-4bf9-00f0-01"})
    void aMalformedTraceIsNoTrace(String traceparent) {
        // given, when
        try (TraceContext context = TraceContext.of(traceparent, "ticket", null)) {
            // then
            assertThat(context).isNotNull();
            assertThat(TraceContext.currentTraceparent()).isNull();
            assertThat(MDC.get("ticketId")).isEqualTo("ticket");
        }
    }
}
