package dev.traza.query.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.query.text.SearchText.Part;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTextTest {

    @Test
    void wordsAreWantedAndThoseInQuotesTogether() {
        assertThat(SearchText.parse("  impresora \"no responde\"  piso-3 "))
                .isEqualTo(new SearchText(
                        List.of(new Part("impresora", false), new Part("no responde", true), new Part("piso-3", false)),
                        List.of()));
    }

    @Test
    void aMinusRightInFrontExcludesAWordOrAPhrase() {
        assertThat(SearchText.parse("red -wifi -\"no va\""))
                .isEqualTo(new SearchText(
                        List.of(new Part("red", false)), List.of(new Part("wifi", false), new Part("no va", true))));
    }

    @Test
    void aDashBetweenWordsAndTheNameOfAnOptionAreJustText() {
        assertThat(SearchText.parse("error - 0x80 --force -"))
                .isEqualTo(new SearchText(
                        List.of(
                                new Part("error", false),
                                new Part("-", false),
                                new Part("0x80", false),
                                new Part("--force", false),
                                new Part("-", false)),
                        List.of()));
    }

    @Test
    void quotesThatAreNotClosedAreNoQuotes() {
        assertThat(SearchText.parse("\"no responde").wanted())
                .containsExactly(new Part("no", false), new Part("responde", false));
        assertThat(SearchText.parse("5\" tubo").wanted())
                .containsExactly(new Part("5", false), new Part("tubo", false));
        assertThat(SearchText.parse("«no va» “está roto”").wanted())
                .containsExactly(new Part("no va", true), new Part("está roto", true));
        assertThat(SearchText.parse("\"\" \"  \" -\"\"")).isEqualTo(new SearchText(List.of(), List.of()));
    }

    @Test
    void whatComesAfterManyWordsDoesNotCount() {
        String many = IntStream.range(0, 500).mapToObj(n -> "w" + n).collect(Collectors.joining(" -"));

        SearchText read = SearchText.parse(many);

        assertThat(read.wanted().size() + read.unwanted().size()).isEqualTo(SearchText.MOST_PARTS);
    }

    @Test
    void whateverIsTypedMeansSomething() {
        Random random = new Random(7);
        String alphabet = "ab \"-–“”\\:*?~^()[]{}&|!+/\t\n'é\uD83D\uDE00\uD83D";
        for (int i = 0; i < 20_000; i++) {
            String typed = random.ints(random.nextInt(30), 0, alphabet.length())
                    .mapToObj(n -> String.valueOf(alphabet.charAt(n)))
                    .collect(Collectors.joining());
            SearchText read = SearchText.parse(typed);
            assertThat(read.wanted()).noneMatch(part -> part.text().isBlank());
        }
    }
}
