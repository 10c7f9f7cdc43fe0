package dev.traza.query.index;

/** Something of a ticket that has values: a list can be narrowed to some of them, and counted by them. */
public sealed interface Attribute permits Filter, CustomField {

    /** The parameter's name. */
    String parameter();

    /** Whether there may be tickets without a value of it. */
    boolean isOptional();

    /** Whether only those may ask for it who may see all of a ticket. */
    boolean isForStaff();

    /** Whether tickets can be counted by it: its values are few, or are worth counting. */
    boolean isFacet();
}
