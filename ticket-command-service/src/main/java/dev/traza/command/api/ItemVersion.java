package dev.traza.command.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An item of the catalog after an accepted command. */
@Schema(name = "CatalogItemVersion", description = "The item after the command")
record ItemVersion(
        @Schema(examples = "hardware/printer") String path,

        @Schema(description = "How many events there have been; also the ETag")
        long version,

        boolean retired) {}
