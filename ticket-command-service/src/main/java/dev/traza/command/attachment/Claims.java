package dev.traza.command.attachment;

import dev.traza.blob.BlobStore;
import dev.traza.blob.Upload;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AttachmentLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Uses uploads in what somebody says. Their bytes are kept before the command is on record, so no event ever names bytes
 * that are not there; what is kept for a command that is refused goes later.
 */
@ApplicationScoped
public class Claims {

    private final BlobStore store;
    private final AttachmentConfig config;
    private final Clock clock;

    @Inject
    Claims(BlobStore store, AttachmentConfig config, Clock clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /** What became of a wish to use uploads. */
    public sealed interface Outcome {

        /** They are kept and can be named. */
        record Kept(List<Attachment> attachments) implements Outcome {}

        /**
         * One of them is not there for this person.
         *
         * @param index of it, from 0
         */
        record Unknown(int index) implements Outcome {}

        /** More than may be sent at once. */
        record TooMany(int limit) implements Outcome {}
    }

    /**
     * Keeps the bytes of these uploads; an upload that is named twice is attached once.
     *
     * @throws dev.traza.blob.BlobStoreException if the store is full or away
     */
    public Outcome claim(Actor actor, List<UUID> ids) {
        List<UUID> distinct = ids.stream().distinct().toList();
        if (distinct.size() > config.perComment()) {
            return new Outcome.TooMany(config.perComment());
        }
        List<Upload> uploads = new ArrayList<>();
        for (UUID id : distinct) {
            Optional<Upload> upload =
                    store.upload(id).filter(one -> one.uploader().equals(actor.subject()) && isUsable(one));
            if (upload.isEmpty()) {
                return new Outcome.Unknown(ids.indexOf(id));
            }
            uploads.add(upload.get());
        }
        for (Upload upload : uploads) {
            if (!store.keep(upload)) {
                return new Outcome.Unknown(ids.indexOf(upload.attachment().attachmentId()));
            }
        }
        return new Outcome.Kept(uploads.stream().map(Upload::attachment).toList());
    }

    /** The sweep counts on it that nothing older is used. */
    private boolean isUsable(Upload upload) {
        return upload.uploadedAt().plus(config.claimedFor()).isAfter(clock.instant());
    }

    /** How much a ticket may hold, to be fixed in a command. */
    public AttachmentLimits limits() {
        return new AttachmentLimits(config.perTicket(), config.perTicketSize().asLongValue());
    }
}
