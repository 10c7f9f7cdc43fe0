package dev.traza.system.step;

import dev.traza.system.client.Person;
import dev.traza.system.load.Acknowledgement;
import org.jspecify.annotations.Nullable;

/**
 * Something that was asked until it was answered.
 *
 * @param body absent for none
 * @param told the answer
 */
public record Asked(
        Person person, String method, String path, @Nullable Object body, String key, Acknowledgement told) {}
