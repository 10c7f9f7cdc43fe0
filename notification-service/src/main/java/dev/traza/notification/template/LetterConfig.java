package dev.traza.notification.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.ZoneId;

/** How letters are written. */
@ConfigMapping(prefix = "traza.notification.letter")
public interface LetterConfig {

    /** Where people look at tickets; {@code /tickets/T-123} is added to it. */
    @WithDefault("http://localhost:8080")
    String portalUrl();

    /** The zone in which times are shown. */
    @WithDefault("UTC")
    ZoneId zone();

    /** Quoted text is cut after so many characters; the rest is in the portal. */
    @WithDefault("10000")
    @Min(100)
    int longestQuote();
}
