package dev.traza.command.gateway;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.personal.PersonCommand;
import java.util.UUID;

/**
 * What a caller wants concerning a person, of the tickets of one partition.
 *
 * @param commandId the same for a repeat
 * @param requestHash of the request's content
 * @param waits whether the caller waits for the decision, or only for the command to be on record
 */
public record PersonWish(
        UUID commandId, String personId, Actor actor, PersonCommand command, String requestHash, boolean waits) {}
