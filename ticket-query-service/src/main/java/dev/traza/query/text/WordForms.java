package dev.traza.query.text;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;

/**
 * By what a word is known in all its forms. In which language somebody wrote is not known, so a word has a stem in each;
 * two words are the same when they share one. For one thread.
 */
final class WordForms {

    private static final CharArraySet SPANISH = SpanishAnalyzer.getDefaultStopSet();
    private static final CharArraySet ENGLISH = EnglishAnalyzer.getDefaultStopSet();

    private final SnowballStemmer spanish = new SpanishStemmer();
    private final SnowballStemmer english = new EnglishStemmer();

    /**
     * The stems of a word, at least one.
     *
     * <p>Spanish endings are told apart by their accents, and many people type none. So the word is looked at as it
     * stands and without accents; and as nobody types that of {@code -ión}, it is put back: {@code facturacion} would
     * find no {@code facturaciones} otherwise.
     *
     * @param word in lower case
     */
    Set<String> stems(String word) {
        String composed = composed(word);
        String folded = folded(composed);
        Set<String> stems = new LinkedHashSet<>();
        stems.add(folded(
                stem(spanish, folded.endsWith("ion") ? folded.substring(0, folded.length() - 2) + "ón" : composed)));
        stems.add(stem(spanish, folded));
        stems.add(stem(english, folded));
        return stems;
    }

    /** A word without accents. */
    static String plain(String word) {
        return folded(composed(word));
    }

    /** Whether a word is so common in one of the languages that it says nothing. */
    static boolean isCommon(String word) {
        String lower = composed(word).toLowerCase(Locale.ROOT);
        return SPANISH.contains(lower) || ENGLISH.contains(lower);
    }

    static Set<String> commonStems() {
        WordForms forms = new WordForms();
        return Stream.of(SPANISH, ENGLISH)
                .flatMap(CharArraySet::stream)
                .flatMap(word -> forms.stems(new String((char[]) word)).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String stem(SnowballStemmer language, String word) {
        language.setCurrent(word);
        language.stem();
        String stem = language.getCurrent();
        return stem.isEmpty() ? word : stem;
    }

    /** Some systems write an accent as a character of its own, after its letter. */
    private static String composed(String word) {
        return isAscii(word) ? word : Normalizer.normalize(word, Normalizer.Form.NFC);
    }

    private static String folded(String word) {
        if (isAscii(word)) {
            return word;
        }
        char[] folded = new char[4 * word.length()]; // a character becomes four at most
        int length = ASCIIFoldingFilter.foldToASCII(word.toCharArray(), 0, folded, 0, word.length());
        return new String(folded, 0, length);
    }

    private static boolean isAscii(String word) {
        return word.chars().allMatch(c -> c < 0x80);
    }
}
