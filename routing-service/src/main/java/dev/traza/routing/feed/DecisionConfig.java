package dev.traza.routing.feed;

import dev.traza.routing.desk.Weights;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How decisions are made. */
@ConfigMapping(prefix = "traza.routing.assignment")
public interface DecisionConfig {

    /** How heavy open tickets weigh. */
    Weight weight();

    /**
     * How long a ticket counts for the agent to whom it was assigned without the assignment having come back as an event.
     * Long enough for a command that waits; short enough that a refused one does not burden the agent.
     */
    @WithDefault("10m")
    Duration promise();

    /** How often a decision is made anew when the ticket was changed by somebody else before it arrived. */
    @WithDefault("10")
    int maxTries();

    /** By priority. */
    interface Weight {

        /** Of an open ticket of low priority. */
        @WithDefault("0.5")
        double low();

        /** Of an open ticket of normal priority. */
        @WithDefault("1")
        double normal();

        /** Of an open ticket of high priority. */
        @WithDefault("2")
        double high();

        /** Of an open ticket of critical priority. */
        @WithDefault("4")
        double critical();
    }

    /** All weights. */
    default Weights weights() {
        return new Weights(weight().low(), weight().normal(), weight().high(), weight().critical());
    }
}
