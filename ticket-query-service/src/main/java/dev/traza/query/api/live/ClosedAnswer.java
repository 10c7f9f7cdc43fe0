package dev.traza.query.api.live;

import dev.traza.query.live.Streams;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The last event of a stream.
 *
 * @param cursor with which another stream goes on where this one ended
 */
@Schema(name = "StreamClosed")
public record ClosedAnswer(Streams.Ending because, String cursor) {}
