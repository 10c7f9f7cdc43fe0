package dev.traza.contract.catalog;

/**
 * What can stand in a field of a form. A ticket carries all values as text: numbers in decimal notation, dates as
 * {@code 2026-11-20}, booleans as {@code true} or {@code false}, several choices with commas between them.
 */
public enum FieldType {
    TEXT,
    LONG_TEXT,
    NUMBER,
    DATE,
    BOOLEAN,
    CHOICE,
    MULTI_CHOICE,
    EMAIL,
    URL
}
