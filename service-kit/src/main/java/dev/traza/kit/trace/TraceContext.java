package dev.traza.kit.trace;

import com.google.errorprone.annotations.MustBeClosed;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Carries the trace of a ticket from record to record: while open, log lines name the trace, the ticket and the command,
 * and spans begun on this thread belong to the trace. The trace travels in the envelope's {@code traceparent} (W3C Trace
 * Context).
 */
public final class TraceContext implements AutoCloseable {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final String TRACE_ID = "traceId";
    private static final String TICKET_ID = "ticketId";
    private static final String COMMAND_ID = "commandId";

    private final @Nullable Scope scope;

    private TraceContext(@Nullable Scope scope) {
        this.scope = scope;
    }

    /**
     * Enters the context of a record; close it on the same thread.
     *
     * @param traceparent of the envelope; absent or malformed means no trace
     * @param ticketId for the log lines
     * @param commandId for the log lines
     */
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the scope is closed by close()
    public static TraceContext of(@Nullable String traceparent, @Nullable Object ticketId, @Nullable Object commandId) {
        put(TICKET_ID, ticketId);
        put(COMMAND_ID, commandId);
        Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        if (!matcher.matches()) {
            return new TraceContext(null);
        }
        SpanContext parent = SpanContext.createFromRemoteParent(
                matcher.group(1), matcher.group(2), TraceFlags.fromHex(matcher.group(3), 0), TraceState.getDefault());
        put(TRACE_ID, parent.getTraceId());
        return new TraceContext(Context.current().with(Span.wrap(parent)).makeCurrent());
    }

    /** The present trace as a {@code traceparent}, to be written into an envelope; absent outside of any trace. */
    public static @Nullable String currentTraceparent() {
        SpanContext present = Span.current().getSpanContext();
        return present.isValid()
                ? "00-" + present.getTraceId() + "-" + present.getSpanId() + "-"
                        + present.getTraceFlags().asHex()
                : null;
    }

    /** The present trace's id; absent outside of any trace. */
    public static @Nullable String currentTraceId() {
        SpanContext present = Span.current().getSpanContext();
        return present.isValid() ? present.getTraceId() : null;
    }

    @Override
    public void close() {
        MDC.remove(TRACE_ID);
        MDC.remove(TICKET_ID);
        MDC.remove(COMMAND_ID);
        if (scope != null) {
            scope.close();
        }
    }

    private static void put(String name, @Nullable Object value) {
        if (value != null) {
            MDC.put(name, value.toString());
        }
    }
}
