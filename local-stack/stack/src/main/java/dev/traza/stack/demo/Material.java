package dev.traza.stack.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.traza.contract.ContractJson;
import dev.traza.contract.ticket.TicketType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * Who and what a support day can be made of.
 *
 * @param teams of the demonstration organisation and their agents
 * @param people who ask
 * @param matters that they ask about
 */
record Material(Map<String, List<String>> teams, List<Person> people, List<Matter> matters) {

    /** Somebody who asks. */
    record Person(String id, String name, String email, String language) {}

    /**
     * Something that people ask about, in both languages.
     *
     * @param team that works on it
     */
    record Matter(String category, TicketType type, String team, Wording es, Wording en) {

        Wording in(String language) {
            return language.equals("es") ? es : en;
        }
    }

    /** What is said about a matter. */
    record Wording(String subject, String description, String question, String answer, String note, String solution) {}

    static Material load() {
        try (InputStream in = Material.class.getResourceAsStream("day.json")) {
            return ContractJson.mapper().readValue(in, new TypeReference<Material>() {});
        } catch (IOException e) {
            throw new IllegalStateException("day.json cannot be read", e);
        }
    }
}
