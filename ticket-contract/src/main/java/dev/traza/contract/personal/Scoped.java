package dev.traza.contract.personal;

/** What has a scope of its own for all the {@link Personal} texts in it; where there is none, it is the ticket's. */
public interface Scoped {

    /** Whose texts they are. */
    Scope scope();
}
