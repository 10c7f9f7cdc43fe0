package dev.traza.bench.command;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.token.SigningKey;
import dev.traza.stack.token.TokenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Who sends commands: agents of the demonstration organisation, and many people who ask. */
public final class People {

    private static final int REQUESTERS = 100;
    private static final List<String> AGENTS = List.of("ana", "luis", "john");

    private final List<Person> agents;
    private final List<Person> requesters;

    private People(List<Person> agents, List<Person> requesters) {
        this.agents = List.copyOf(agents);
        this.requesters = List.copyOf(requesters);
    }

    /**
     * Somebody.
     *
     * @param id subject of the token
     * @param language they speak
     */
    public record Person(String id, String token, String language) {}

    /** With tokens of this key. */
    public static People with(SigningKey key) {
        List<Person> requesters = new ArrayList<>();
        for (int n = 0; n < REQUESTERS; n++) {
            String id = "bench-u-" + n;
            requesters.add(new Person(id, key.sign(TokenRequest.of(Role.REQUESTER, id)), n % 2 == 0 ? "es" : "en"));
        }
        return new People(
                AGENTS.stream()
                        .map(id -> new Person(id, key.sign(TokenRequest.of(Role.AGENT, id)), "es"))
                        .toList(),
                requesters);
    }

    Person agent(SplittableRandom random) {
        return agents.get(random.nextInt(agents.size()));
    }

    Person requester(SplittableRandom random) {
        return requesters.get(random.nextInt(requesters.size()));
    }
}
