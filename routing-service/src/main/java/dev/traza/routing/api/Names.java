package dev.traza.routing.api;

/** What ids and texts may look like; annotations need constants. */
final class Names {

    /** Ids of desks, teams and rules. */
    static final String ID = "[a-z0-9][a-z0-9-]{0,62}";

    /** Subjects of tokens: whatever an identity provider may give out, but nothing that breaks a path or a log line. */
    static final String SUBJECT = "[^\\p{Cntrl}\\p{Space}/]{1,255}";

    /** BCP 47, the part of it that people use. */
    static final String LANGUAGE = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}";

    static final int LONGEST_NAME = 200;
    static final int LONGEST_EMAIL = 320;
    static final int LONGEST_VALUE = 200;
    static final int MOST_VALUES = 100;
    static final int MOST_TEAMS = 50;
    static final int MOST_RULES = 500;

    private Names() {}
}
