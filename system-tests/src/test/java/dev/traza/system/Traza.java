package dev.traza.system;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.Part;
import dev.traza.stack.Stack;
import dev.traza.stack.process.Ports;
import dev.traza.stack.server.Mailbox;
import dev.traza.stack.service.ServiceProcess;
import dev.traza.stack.token.SigningKey;
import dev.traza.stack.token.TokenRequest;
import dev.traza.system.client.Person;
import dev.traza.system.history.Api;
import dev.traza.system.history.HistoryReader;
import dev.traza.system.history.LogReader;
import dev.traza.system.history.MailReader;
import dev.traza.system.load.Caller;
import dev.traza.system.load.LoadGenerator;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The running stack as its users know it. */
final class Traza {

    private final Stack stack;
    private final int second;
    private final HttpClient http = LoadGenerator.client();

    Traza(Stack stack, int second) {
        this.stack = stack;
        this.second = second;
    }

    /** Its parts, to be stopped, killed and started. */
    Stack stack() {
        return stack;
    }

    /** A second command service, not started yet. Readers of texts know its address, as they know the first one's. */
    ServiceProcess secondCommandService() {
        return stack.another(Part.TICKET_COMMAND_SERVICE, second);
    }

    /** One more query service, not started yet. */
    ServiceProcess anotherQueryService() {
        return stack.another(Part.TICKET_QUERY_SERVICE, Ports.free());
    }

    /** An address of the command service. */
    URI command(String path) {
        return at(Part.TICKET_COMMAND_SERVICE, path);
    }

    /** An address of the query service. */
    URI query(String path) {
        return at(Part.TICKET_QUERY_SERVICE, path);
    }

    /** An address of the routing service. */
    URI routing(String path) {
        return at(Part.ROUTING_SERVICE, path);
    }

    /** An address of the sla service. */
    URI sla(String path) {
        return at(Part.SLA_SERVICE, path);
    }

    /** An address of the notification service. */
    URI notification(String path) {
        return at(Part.NOTIFICATION_SERVICE, path);
    }

    /** An address of this service. */
    URI at(Part service, String path) {
        return URI.create(stack.url(service) + path);
    }

    /** Somebody who asks. */
    Person requester(String id) {
        return person(id, Role.REQUESTER);
    }

    /** Somebody who works. */
    Person agent(String id) {
        return person(id, Role.AGENT);
    }

    /** Somebody who watches. */
    Person supervisor() {
        return person("sara", Role.SUPERVISOR);
    }

    /** Somebody who configures. */
    Person admin() {
        return person("root", Role.ADMIN);
    }

    /** Somebody who subscribes. */
    Person integrator() {
        return person("zapier", Role.INTEGRATOR);
    }

    /** Somebody without a token. */
    Person nobody() {
        return new Person(http, "", "");
    }

    /** Somebody whose token is no longer valid. */
    Person expired(String id) {
        return new Person(
                http, id, stack.key().sign(TokenRequest.of(Role.REQUESTER, id).validFor(Duration.ofHours(-1))));
    }

    /** Somebody who signed a token for themselves. */
    Person forged(String id, Path folder) {
        return new Person(http, id, SigningKey.in(folder).sign(TokenRequest.of(Role.ADMIN, id)));
    }

    private Person person(String id, Role role) {
        return new Person(http, id, token(new Caller(id, role)));
    }

    /** A bearer token for somebody. */
    String token(Caller caller) {
        return stack.key().sign(TokenRequest.of(caller.role(), caller.subject()));
    }

    /** The topics. */
    LogReader log() {
        return new LogReader(stack.kafka().bootstrapServers());
    }

    /** What arrived for an address. */
    Mailbox mailbox(String address) {
        return stack.mail().mailbox(address);
    }

    /** All that can be seen from outside. */
    HistoryReader history() {
        String token = token(new Caller("checker", Role.ADMIN));
        return new HistoryReader(
                log(),
                new Api(http, query(""), token),
                new Api(http, notification(""), token),
                Optional.of(new MailReader("127.0.0.1", stack.mail().imapPort())));
    }
}
