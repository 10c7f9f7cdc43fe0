package dev.traza.system.life;

/** Who asks. */
public enum Who {
    OWNER("u-life-owner"),
    STRANGER("u-life-stranger"),
    BOSS("u-life-boss"),
    ANA("ana"),
    LUIS("luis"),
    CARMEN("carmen"),
    INTEGRATOR("zapier"),
    NOBODY("");

    private final String subject;

    Who(String subject) {
        this.subject = subject;
    }

    /** As in the token. */
    public String subject() {
        return subject;
    }

    /** Whether they work here. */
    public boolean agent() {
        return this == ANA || this == LUIS || this == CARMEN;
    }

    /** The team in which the demo organisation has this agent; empty for all others. */
    String team() {
        return switch (this) {
            case ANA, LUIS -> "helpdesk";
            case CARMEN -> "specialists";
            case OWNER, STRANGER, BOSS, INTEGRATOR, NOBODY -> "";
        };
    }
}
