package dev.traza.system.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads files over the query service's public API, some at a time and none of them into memory.
 *
 * @param query as seen by somebody of support
 */
record FileReader(Api query) {

    private static final int AT_ONCE = 4;

    /**
     * Each of these files; those that are not handed out are left out.
     *
     * @throws IOException if the service cannot be asked
     */
    List<SeenFile> read(Collection<NamedFile> named) throws IOException, InterruptedException {
        List<SeenFile> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Optional<SeenFile>>> answers = new ArrayList<>();
            for (NamedFile file : named) {
                answers.add(threads.submit(() -> seen(file)));
            }
            for (Future<Optional<SeenFile>> answer : answers) {
                answer.get().ifPresent(seen::add);
            }
        } catch (ExecutionException e) {
            throw new IOException("The files could not be read", e.getCause());
        }
        return seen;
    }

    private Optional<SeenFile> seen(NamedFile file) throws IOException, InterruptedException {
        String path = "/api/v1/tickets/%s/attachments/%s"
                .formatted(file.ticketId(), file.attachment().attachmentId());
        return query.digest(path)
                .map(bytes ->
                        new SeenFile(file.ticketId(), file.attachment().attachmentId(), bytes.sha256(), bytes.size()));
    }
}
