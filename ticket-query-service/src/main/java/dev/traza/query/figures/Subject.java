package dev.traza.query.figures;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Priority;
import org.jspecify.annotations.Nullable;

/** To whom and what something is attributed, by every dimension that there is. */
public record Subject(
        @Nullable String desk,
        @Nullable String team,
        @Nullable String agent,
        @Nullable String category,
        @Nullable Channel channel,
        Priority priority) {

    @Nullable
    String by(Dimension dimension) {
        return switch (dimension) {
            case DESK -> desk;
            case TEAM -> team;
            case AGENT -> agent;
            case CATEGORY -> category;
            case CHANNEL -> channel == null ? null : channel.name();
            case PRIORITY -> priority.name();
        };
    }
}
