package dev.traza.contract.personal;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component that holds free text or a person's data: a string, or a map of strings, of which the values are
 * meant. It stands on no log in the clear, and can be erased: then it is absent where it may be, and
 * {@code [erased]} where it may not. No machine decides or counts by it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Personal {

    /** What stands in the place of an erased text that cannot be absent. */
    String ERASED = "[erased]";
}
