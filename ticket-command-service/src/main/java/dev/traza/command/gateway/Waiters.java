package dev.traza.command.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The callers that wait for an answer: one for each command id, and not more than there is room for. */
final class Waiters {

    private final Map<UUID, Waiter> waiting = new ConcurrentHashMap<>();
    private final Semaphore room;
    private final int capacity;

    Waiters(int capacity) {
        this.capacity = capacity;
        this.room = new Semaphore(capacity);
    }

    /** What came of asking for a place. */
    sealed interface Place {

        /** It is the caller's until it is {@linkplain #finish finished}. */
        record Taken(Waiter waiter) implements Place {}

        /** Somebody waits for a command with this id already. */
        record Occupied(Waiter by) implements Place {}

        /** There is no room. */
        record Full() implements Place {}
    }

    /** One who waits. Identity is what counts: the same command may be waited for again later. */
    static final class Waiter {

        private final UUID commandId;
        private final String requestHash;
        private final CompletableFuture<Result> result = new CompletableFuture<>();

        private Waiter(UUID commandId, String requestHash) {
            this.commandId = commandId;
            this.requestHash = requestHash;
        }

        String requestHash() {
            return requestHash;
        }

        CompletionStage<Result> result() {
            return result.minimalCompletionStage();
        }
    }

    Place take(UUID commandId, String requestHash) {
        if (!room.tryAcquire()) {
            return new Place.Full();
        }
        Waiter mine = new Waiter(commandId, requestHash);
        Waiter other = waiting.putIfAbsent(commandId, mine);
        if (other != null) {
            room.release();
            return new Place.Occupied(other);
        }
        return new Place.Taken(mine);
    }

    /** Who waits for the answer to this command in this instance. */
    Optional<Waiter> waitingFor(UUID commandId) {
        return Optional.ofNullable(waiting.get(commandId));
    }

    /** Tells the waiter, once; the place is free before the waiter knows, so that a repeat does not find it taken. */
    void finish(Waiter waiter, Result result) {
        if (waiting.remove(waiter.commandId, waiter)) {
            room.release();
            waiter.result.complete(result);
        }
    }

    /** Everybody who still waits. */
    List<Waiter> all() {
        return List.copyOf(waiting.values());
    }

    int count() {
        return capacity - room.availablePermits();
    }
}
