package dev.traza.command.api;

import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Urgency;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** The priority of each impact and urgency: {@code traza.command.priority.<impact>.<urgency>}. */
@ConfigMapping(prefix = "traza.command.priority")
public interface PriorityConfig {

    /** All nine; the defaults are in {@code application.properties}. */
    @WithParentName
    Map<Impact, Map<Urgency, Priority>> matrix();
}
