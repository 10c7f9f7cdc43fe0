package dev.traza.routing.commands;

import org.jspecify.annotations.Nullable;

/** Not everything reached Kafka in time. Sending all of it again does no harm. */
public final class SendFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What was being sent, and what went wrong. */
    public SendFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
