package dev.traza.contract.personal;

/** An event after which texts are gone for good: its readers drop what they kept of them, as the log has. */
public interface Erasing {

    /** Whether the texts of this scope are gone. */
    boolean erases(Scope scope);
}
