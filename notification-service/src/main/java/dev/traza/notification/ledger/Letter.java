package dev.traza.notification.ledger;

/**
 * A message as the recipient reads it; written once, so that every attempt sends the same.
 *
 * @param language of the text, a BCP 47 tag
 * @param subject one line, whatever people wrote into it
 * @param text the plain text part
 * @param html the HTML part
 */
public record Letter(String language, String subject, String text, String html) {

    public Letter {
        subject = OneLine.of(subject);
    }
}
