package dev.traza.query.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.AttributeSource;
import org.jspecify.annotations.Nullable;

/** Texts as words. */
public final class Words {

    private static final int BETWEEN_TEXTS = 100;

    private Words() {}

    /**
     * One word of a text.
     *
     * @param written as it stands there
     * @param stems by which it is known, see {@link #inAllForms()}
     */
    public record Word(String written, Set<String> stems) {
        public Word {
            stems = Set.copyOf(stems);
        }
    }

    /** Knows a word by its stems, all in the word's place: what is found by one of them is found. Common words stay. */
    public static Analyzer inAllForms() {
        return new Of(Stems::new);
    }

    /** Knows a word by itself, without case and accents: for names, and for words that are not typed to their end. */
    public static Analyzer asWritten() {
        return new Of(Plain::new);
    }

    /** Whether a word is so common in one of the languages that it says nothing by itself. */
    public static boolean isCommon(String word) {
        return WordForms.isCommon(word);
    }

    /** The stems of all words that are so common that they say nothing. */
    public static Set<String> commonStems() {
        return WordForms.commonStems();
    }

    /**
     * The words of a text in their order.
     *
     * @param analyzer one of this class
     * @param most after how many to end
     */
    public static List<Word> of(Analyzer analyzer, String text, int most) {
        List<Word> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = tokens.addAttribute(OffsetAttribute.class);
            PositionIncrementAttribute step = tokens.addAttribute(PositionIncrementAttribute.class);
            String written = "";
            Set<String> stems = new LinkedHashSet<>();
            tokens.reset();
            while (tokens.incrementToken()) {
                if (step.getPositionIncrement() > 0) {
                    if (!stems.isEmpty()) {
                        words.add(new Word(written, stems));
                        stems.clear();
                    }
                    if (words.size() == most) {
                        return words;
                    }
                    written = text.substring(offset.startOffset(), offset.endOffset());
                }
                stems.add(term.toString());
            }
            tokens.end();
            if (!stems.isEmpty()) {
                words.add(new Word(written, stems));
            }
            return words;
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory can be read", e);
        }
    }

    private static final class Of extends Analyzer {
        private final UnaryOperator<TokenStream> last;

        Of(UnaryOperator<TokenStream> last) {
            this.last = last;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new StandardTokenizer();
            return new TokenStreamComponents(words, last.apply(new LowerCaseFilter(words)));
        }

        /** Words of one text do not follow on those of the text before. */
        @Override
        public int getPositionIncrementGap(String field) {
            return BETWEEN_TEXTS;
        }
    }

    /** Puts a word's stems in its place. */
    private static final class Stems extends TokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
        private final WordForms forms = new WordForms();
        private Iterator<String> rest = Collections.emptyIterator();
        private AttributeSource.@Nullable State word;

        Stems(TokenStream words) {
            super(words);
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (rest.hasNext()) {
                restoreState(word);
                term.setEmpty().append(rest.next());
                step.setPositionIncrement(0);
                return true;
            }
            if (!input.incrementToken()) {
                return false;
            }
            rest = forms.stems(term.toString()).iterator();
            term.setEmpty().append(rest.next());
            word = rest.hasNext() ? captureState() : null;
            return true;
        }

        @Override
        public void reset() throws IOException {
            super.reset();
            rest = Collections.emptyIterator();
        }
    }

    /** Takes a word's accents. */
    private static final class Plain extends TokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        Plain(TokenStream words) {
            super(words);
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (!input.incrementToken()) {
                return false;
            }
            String plain = WordForms.plain(term.toString());
            term.setEmpty().append(plain);
            return true;
        }
    }
}
