package dev.traza.command.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an installation decides about approvals; fixed in each request for approval when it is accepted. */
@ConfigMapping(prefix = "traza.command.approval")
interface ApprovalConfig {

    /** Whether requesters may be asked to approve what they ask for themselves. */
    @WithDefault("false")
    boolean byRequester();
}
