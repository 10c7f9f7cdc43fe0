package dev.traza.blob;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where attachments are; the same for all instances of the services that write and read them. */
@ConfigMapping(prefix = "traza.attachments.store")
public interface BlobStoreConfig {

    /** What kind of store. */
    @WithDefault("directory")
    Kind kind();

    /** Settings of a store in a folder. */
    Directory directory();

    /** Settings of a store that speaks S3. */
    S3 s3();

    /** What attachments can be kept in. */
    enum Kind {
        DIRECTORY,
        S3
    }

    /** A folder of this machine, or one that several share. */
    interface Directory {

        /** The folder. */
        @WithDefault(".traza/attachments")
        Path path();

        /** How many bytes stay free on its volume: with less, uploads are refused. */
        @WithDefault("268435456")
        long keepFree();
    }

    /** A bucket. */
    interface S3 {

        /** Address of a server other than Amazon's. */
        Optional<URI> endpoint();

        /** The region, which some servers ignore. */
        @WithDefault("us-east-1")
        String region();

        /** The bucket, which must exist. */
        @WithDefault("traza-attachments")
        String bucket();

        /** Whether the bucket is named in the path rather than in the host's name, as most other servers want it. */
        @WithDefault("false")
        boolean pathStyle();

        /** Key id; without it, the SDK's own chain (environment, files, roles) says who calls. */
        Optional<String> accessKey();

        /** The secret that belongs to it; best from the environment or a file. */
        Optional<String> secretKey();

        /** How long one call may take. */
        @WithDefault("30s")
        Duration timeout();

        /** Where files are put while they come in. */
        @WithDefault("${java.io.tmpdir}/traza-spool")
        Path spool();
    }
}
