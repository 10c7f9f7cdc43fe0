package dev.traza.command.attachment;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** Limits of attachments. Where they are kept is {@code traza.attachments.store}. */
@ConfigMapping(prefix = "traza.attachments")
public interface AttachmentConfig {

    /** Largest file. */
    @WithDefault("25M")
    MemorySize maxSize();

    /** Files with one comment or opening. */
    @WithDefault("10")
    int perComment();

    /** Files in a ticket, over all that is said in it. */
    @WithDefault("200")
    int perTicket();

    /** All files of a ticket together. */
    @WithDefault("500M")
    MemorySize perTicketSize();

    /** How long one upload may take, however slowly it comes in. */
    @WithDefault("5m")
    Duration uploadTimeout();

    /** Uploads at the same time in this instance; more are sent away until there is room. */
    @WithDefault("32")
    int concurrentUploads();

    /** How long an upload waits to be used before it is removed. */
    @WithDefault("24h")
    Duration unclaimedFor();

    /**
     * How long an upload that was used can be used again, so that the request that used it can be repeated; not shorter than
     * {@code traza.command.processor.answer-retention}. Bytes that no event names are removed two weeks and an hour later.
     */
    @WithDefault("8d")
    Duration claimedFor();

    /** How often is looked for uploads that nobody used. */
    @WithDefault("10m")
    Duration sweepEvery();

    /** Types that are refused, as the bytes show them, each with all that are a kind of it. */
    @WithDefault(
            "application/x-msdownload,application/x-dosexec,application/x-msdos-program,application/x-ms-installer,"
                    + "application/x-executable,application/x-elf,application/x-mach-o,application/x-mach-o-universal,"
                    + "application/x-bat,application/x-sh,application/x-ms-shortcut,application/hta,text/vbscript,"
                    + "application/x-powershell")
    Set<String> refusedTypes();
}
