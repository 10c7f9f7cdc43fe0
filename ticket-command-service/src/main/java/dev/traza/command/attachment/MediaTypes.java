package dev.traza.command.attachment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;

/** Tells what a file is from its first bytes, and by its name only what kind of that it is. */
@ApplicationScoped
class MediaTypes {

    /** How many bytes are looked at. */
    static final int PREFIX = 64 * 1024;

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
    private final MediaTypeRegistry registry = types.getMediaTypeRegistry();
    private final List<MediaType> refused;

    @Inject
    MediaTypes(AttachmentConfig config) {
        this.refused = config.refusedTypes().stream()
                .map(text -> {
                    MediaType type = MediaType.parse(text.strip());
                    if (type == null) {
                        throw new IllegalArgumentException(
                                "traza.attachments.refused-types: not a media type: " + text);
                    }
                    return registry.normalize(type);
                })
                .toList();
    }

    /** The type without parameters, for example {@code image/png}. */
    String of(byte[] prefix, String name) {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        try (TikaInputStream in = TikaInputStream.get(prefix)) {
            return types.detect(in, metadata).getBaseType().toString();
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory can be read", e);
        }
    }

    /** Whether files of this type are not taken. */
    boolean isRefused(String text) {
        MediaType type = MediaType.parse(text);
        return type != null && refused.stream().anyMatch(one -> registry.isInstanceOf(type, one));
    }
}
