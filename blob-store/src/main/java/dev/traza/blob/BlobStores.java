package dev.traza.blob;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;

/** Makes the store that the configuration names. */
@ApplicationScoped
class BlobStores {

    @Produces
    @ApplicationScoped
    BlobStore store(BlobStoreConfig config) {
        return switch (config.kind()) {
            case DIRECTORY ->
                new DirectoryBlobStore(
                        config.directory().path(), config.directory().keepFree());
            case S3 -> new S3BlobStore(config.s3());
        };
    }

    void close(@Disposes BlobStore store) {
        if (store instanceof S3BlobStore s3) {
            s3.close();
        }
    }
}
