package dev.traza.blob;

import dev.traza.contract.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A store in a bucket of Amazon S3 or of any server that speaks its protocol, conditional writes included
 * ({@code If-None-Match: *}). The names are those of {@link DirectoryBlobStore}.
 */
public final class S3BlobStore implements BlobStore, AutoCloseable {

    private static final String UPLOADS = "uploads/";
    private static final String BLOBS = "blobs/";
    private static final String METADATA = ".json";
    private static final String CONTENT = ".bin";
    private static final int NOT_FOUND = 404;
    private static final String NAMED = "named/";
    private static final String TICKETS = "tickets/";
    private static final String DOOMED = "doomed/";
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final S3Client s3;
    private final String bucket;
    private final Path spool;

    /** A store as configured; nothing is called yet. */
    public S3BlobStore(BlobStoreConfig.S3 config) {
        this(client(config), config.bucket(), config.spool());
    }

    S3BlobStore(S3Client s3, String bucket, Path spool) {
        this.s3 = s3;
        this.bucket = bucket;
        this.spool = spool;
    }

    static S3Client client(BlobStoreConfig.S3 config) {
        S3ClientBuilder client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(config.timeout())
                        .socketTimeout(config.timeout()))
                .region(Region.of(config.region()))
                .forcePathStyle(config.pathStyle())
                // Checksums in trailers are not understood by every server, and ours are in the names.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        config.endpoint().ifPresent(client::endpointOverride);
        if (config.accessKey().isPresent() && config.secretKey().isPresent()) {
            client.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    config.accessKey().get(), config.secretKey().get())));
        }
        return client.build();
    }

    @Override
    public Path spool() {
        try {
            return Files.createDirectories(spool);
        } catch (IOException e) {
            throw DirectoryBlobStore.failed(e);
        }
    }

    @Override
    public Upload stage(Upload upload, Path content) {
        return run(() -> {
            String bytes = bytesOf(upload);
            s3.putObject(put -> put.bucket(bucket).key(bytes), RequestBody.fromFile(content));
            String metadata = metadataOf(upload.attachment().attachmentId());
            try {
                s3.putObject(
                        put -> put.bucket(bucket).key(metadata).ifNoneMatch("*").contentType("application/json"),
                        RequestBody.fromBytes(json(upload)));
                return upload;
            } catch (S3Exception e) {
                // 409: somebody else is writing it at this moment.
                if (e.statusCode() != PRECONDITION_FAILED && e.statusCode() != CONFLICT) {
                    throw e;
                }
                Upload first = upload(upload.attachment().attachmentId()).orElseThrow(() -> e);
                if (!bytesOf(first).equals(bytes)) {
                    delete(bytes);
                }
                return first;
            }
        });
    }

    @Override
    public Optional<Upload> upload(UUID attachmentId) {
        return run(() -> {
            try {
                byte[] json = s3.getObjectAsBytes(get -> get.bucket(bucket).key(metadataOf(attachmentId)))
                        .asByteArray();
                return Optional.of(ContractJson.mapper().readValue(json, Upload.class));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new BlobStoreException(
                        BlobStoreException.Kind.UNAVAILABLE, "Not what is known of an upload: " + attachmentId, e);
            }
        });
    }

    @Override
    public boolean keep(Upload upload) {
        return run(() -> {
            String bytes = bytesOf(upload);
            // Without them it was kept or removed before, perhaps by another instance after we looked.
            if (!exists(bytes) || !copied(bytes, BLOBS + upload.attachment().sha256())) {
                return isKept(upload.attachment().sha256());
            }
            delete(bytes);
            return true;
        });
    }

    @Override
    public void name(NamedFile file) {
        run(() -> {
            // Under its ticket first: what stands under its hash can be found and given up.
            mark(TICKETS + file.ticketId() + "/" + file.text());
            mark(namedUnder(file.sha256()) + file.text());
            return file;
        });
    }

    private void mark(String key) {
        if (!exists(key)) {
            s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.empty());
        }
    }

    @Override
    public void release(UUID ticketId, Predicate<NamedFile> erased) {
        run(() -> {
            String files = TICKETS + ticketId + "/";
            for (String entry : keys(files)) {
                Optional<NamedFile> file =
                        NamedFile.parse(entry.substring(files.length())).filter(erased);
                if (file.isPresent()) {
                    delete(metadataOf(file.get().attachmentId()));
                    delete(namedUnder(file.get().sha256()) + file.get().text());
                    doom(file.get().sha256());
                    // Last, so that it is done again after a crash.
                    delete(entry);
                }
            }
            return ticketId;
        });
    }

    private boolean isNamed(String sha256) {
        return s3.listObjectsV2(list ->
                                list.bucket(bucket).prefix(namedUnder(sha256)).maxKeys(1))
                        .keyCount()
                > 0;
    }

    /** By hash: which files have these bytes. */
    private static String namedUnder(String sha256) {
        return NAMED + sha256 + "/";
    }

    @Override
    public Optional<InputStream> read(String sha256, long from, long length) {
        return run(() -> {
            try {
                return Optional.of(s3.getObject(get ->
                        get.bucket(bucket).key(BLOBS + sha256).range("bytes=" + from + "-" + (from + length - 1))));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public int removeBefore(Instant staged, Instant used) {
        return run(() -> {
            // Of all that waits at the same time there is little: the keys fit into memory.
            Map<String, Instant> bytes = new HashMap<>();
            Map<String, Instant> metadata = new HashMap<>();
            s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(UPLOADS)).contents().stream()
                    .filter(object -> object.key().indexOf('.') > 0)
                    .forEach(object -> note(object, object.key().endsWith(METADATA) ? metadata : bytes));
            int removed = 0;
            for (Map.Entry<String, Instant> one : metadata.entrySet()) {
                boolean isStaged =
                        bytes.keySet().stream().anyMatch(key -> idOf(key).equals(idOf(one.getKey())));
                if (isStaged
                        ? one.getValue().isBefore(staged)
                        : one.getValue().isBefore(used) && doomed(idOf(one.getKey()), used)) {
                    // What speaks of the bytes first: an upload that can be found can be kept.
                    delete(one.getKey());
                    removed++;
                }
            }
            bytes.entrySet().stream()
                    .filter(one -> one.getValue().isBefore(staged))
                    .forEach(one -> delete(one.getKey()));
            removeDoomed();
            removeOld(spool, staged);
            return removed;
        });
    }

    /** Whether an upload is so old; then what was kept for it is put aside. */
    private boolean doomed(String attachmentId, Instant used) {
        Optional<Upload> upload = upload(UUID.fromString(attachmentId))
                .filter(one -> one.uploadedAt().isBefore(used));
        upload.ifPresent(one -> doom(one.attachment().sha256()));
        return upload.isPresent();
    }

    /** Puts kept bytes aside, unless they are named: somebody may be keeping the same at this moment. */
    private void doom(String sha256) {
        if (!isNamed(sha256) && copied(BLOBS + sha256, DOOMED + sha256)) {
            delete(BLOBS + sha256);
        }
    }

    /**
     * Removes what was put aside. It comes back if an upload of the same bytes is known: whoever kept them before they
     * were put aside is seen here, and whoever does it later brings bytes of their own.
     */
    private void removeDoomed() {
        List<String> aside = keys(DOOMED);
        Set<String> wanted = aside.isEmpty() ? Set.of() : hashesOfUploads();
        for (String key : aside) {
            String sha256 = key.substring(DOOMED.length());
            if (wanted.contains(sha256) || isNamed(sha256)) {
                copied(key, BLOBS + sha256);
            }
            delete(key);
        }
    }

    private Set<String> hashesOfUploads() {
        return keys(UPLOADS).stream()
                .filter(key -> key.endsWith(METADATA))
                .flatMap(key -> upload(UUID.fromString(idOf(key))).stream())
                .map(upload -> upload.attachment().sha256())
                .collect(Collectors.toSet());
    }

    private List<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Whether there was something to copy. */
    private boolean copied(String from, String to) {
        try {
            s3.copyObject(copy -> copy.sourceBucket(bucket)
                    .sourceKey(from)
                    .destinationBucket(bucket)
                    .destinationKey(to));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() != NOT_FOUND) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void close() {
        s3.close();
    }

    private static void note(S3Object object, Map<String, Instant> into) {
        into.put(object.key(), object.lastModified());
    }

    private static void removeOld(Path folder, Instant before) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw DirectoryBlobStore.failed(e);
        }
    }

    /** Also while a sweep has the bytes aside, from where they come back; hence the last look. */
    private boolean isKept(String sha256) {
        return exists(BLOBS + sha256) || exists(DOOMED + sha256) || exists(BLOBS + sha256);
    }

    private boolean exists(String key) {
        try {
            s3.headObject(head -> head.bucket(bucket).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private void delete(String key) {
        s3.deleteObject(delete -> delete.bucket(bucket).key(key));
    }

    private static byte[] json(Upload upload) {
        try {
            return ContractJson.mapper().writeValueAsBytes(upload);
        } catch (IOException e) {
            throw new IllegalStateException("A record of plain values can be written", e);
        }
    }

    private static String metadataOf(UUID attachmentId) {
        return UPLOADS + attachmentId + METADATA;
    }

    private static String bytesOf(Upload upload) {
        return UPLOADS + upload.attachment().attachmentId() + "."
                + upload.attachment().sha256() + CONTENT;
    }

    private static String idOf(String key) {
        return key.substring(UPLOADS.length(), key.indexOf('.'));
    }

    private static <T> T run(Supplier<T> work) {
        try {
            return work.get();
        } catch (S3Exception e) {
            throw new BlobStoreException(
                    e.statusCode() == INSUFFICIENT_STORAGE
                            ? BlobStoreException.Kind.FULL
                            : BlobStoreException.Kind.UNAVAILABLE,
                    "The bucket of the attachments cannot be used",
                    e);
        } catch (SdkException | UncheckedIOException e) { // the latter when a kept connection turns out to be dead
            throw new BlobStoreException(
                    BlobStoreException.Kind.UNAVAILABLE, "The server of the attachments cannot be reached", e);
        }
    }
}
