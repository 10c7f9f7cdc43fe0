package dev.traza.contract.ticket;

/** What a ticket is to another. Each has an inverse, which the other ticket has for the same link. */
public enum LinkType {
    /** They have something to do with each other. */
    RELATED,
    /** The other is a part of this one. */
    PARENT_OF,
    /** This one is a part of the other. */
    CHILD_OF,
    /** This one (a problem) is why the other (an incident) happened. */
    CAUSES,
    /** The other is why this one happened. */
    CAUSED_BY,
    /** This one says what the other has said before. */
    DUPLICATES,
    /** The other says what this one has said before. */
    DUPLICATED_BY,
    /** This one cannot go on before the other. */
    DEPENDS_ON,
    /** The other cannot go on before this one. */
    NEEDED_BY;

    /** The same link, seen from the other ticket. */
    public LinkType inverse() {
        return switch (this) {
            case RELATED -> RELATED;
            case PARENT_OF -> CHILD_OF;
            case CHILD_OF -> PARENT_OF;
            case CAUSES -> CAUSED_BY;
            case CAUSED_BY -> CAUSES;
            case DUPLICATES -> DUPLICATED_BY;
            case DUPLICATED_BY -> DUPLICATES;
            case DEPENDS_ON -> NEEDED_BY;
            case NEEDED_BY -> DEPENDS_ON;
        };
    }
}
