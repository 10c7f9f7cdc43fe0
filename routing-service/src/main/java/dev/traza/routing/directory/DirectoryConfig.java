package dev.traza.routing.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How large an organisation may be: all of it is held in memory, and a decision looks at every agent of a team. */
@ConfigMapping(prefix = "traza.routing.directory")
public interface DirectoryConfig {

    /** Most desks. */
    @WithDefault("500")
    int maxDesks();

    /** Most teams. */
    @WithDefault("2000")
    int maxTeams();

    /** Most agents. */
    @WithDefault("10000")
    int maxAgents();

    /** Most agents in one team; each of them is listed in the explanation of every decision. */
    @WithDefault("200")
    int maxAgentsPerTeam();

    /** How often entries that could not be published at once are tried again. */
    @WithDefault("5s")
    Duration republishInterval();
}
