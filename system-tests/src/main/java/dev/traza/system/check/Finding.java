package dev.traza.system.check;

/**
 * Something that is wrong.
 *
 * @param rule that is broken
 * @param sentence what is wrong, with the ids that lead there
 */
public record Finding(Rule rule, String sentence) {

    @Override
    public String toString() {
        return rule + ": " + sentence;
    }
}
