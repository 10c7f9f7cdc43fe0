package dev.traza.notification.template;

import java.util.List;

/**
 * What the one layout of all letters shows; plain text throughout, empty where there is nothing to show.
 *
 * @param language BCP 47 tag
 * @param title what happened, in one line
 * @param lead what it means for the reader
 * @param quoteLabel who wrote the quote
 * @param quote words of people, lines as they wrote them
 * @param number of the ticket
 * @param subject of the ticket
 * @param url of the ticket in the portal
 * @param footer why the reader gets this mail
 */
public record Sheet(
        String language,
        String title,
        String greeting,
        List<String> lead,
        String quoteLabel,
        String quote,
        List<Fact> facts,
        String number,
        String subject,
        String url,
        String open,
        String footer) {

    public Sheet {
        lead = List.copyOf(lead);
        facts = List.copyOf(facts);
    }

    /** One line of the table. */
    public record Fact(String label, String value) {}
}
