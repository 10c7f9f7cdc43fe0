package dev.traza.query.directory;

import dev.traza.contract.routing.DirectoryEntry;
import org.jspecify.annotations.Nullable;

/**
 * What one record of {@code routing-directory} says.
 *
 * @param key {@code <kind>:<id>}
 * @param entry as it is from now on; absent when it was removed
 */
public record DirectoryChange(String key, @Nullable DirectoryEntry entry) {}
