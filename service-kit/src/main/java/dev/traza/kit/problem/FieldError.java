package dev.traza.kit.problem;

/**
 * What is wrong with one field or parameter.
 *
 * @param pointer JSON pointer into the body (RFC 6901), for example {@code /requester/id}; {@code ?name} for a query
 *     parameter, {@code @name} for a header
 * @param code stable name of the rule that was broken
 * @param detail a sentence for people
 */
public record FieldError(String pointer, String code, String detail) {}
