package dev.traza.query.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.Story;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thousands of questions against what a plain look at every text says. */
class BruteForceSearchTest {

    private static final int TICKETS = 200;
    private static final int QUESTIONS = 2_000;
    private static final List<String> PEOPLE = List.of("u-1", "u-2", "u-3");

    /** Each line is one word in some of its forms, which are the same word, and no other line's. */
    private static final List<List<String>> WORDS = List.of(
            List.of("impresión", "impresiones", "impresion", "IMPRESIÓN"),
            List.of("camión", "camiones", "camion"),
            List.of("pantalla", "pantallas", "Pantalla"),
            List.of("teléfono", "telefonos", "TELÉFONOS"),
            List.of("contraseña", "contraseñas", "contrasena"),
            List.of("bloqueado", "bloqueada", "bloqueados"),
            List.of("conectar", "conecta", "conectado", "conectando"),
            List.of("facturación", "facturaciones", "facturacion"),
            List.of("keyboard", "keyboards", "Keyboard's"),
            List.of("printing", "printed", "prints"),
            List.of("battery", "batteries", "BATTERY"),
            List.of("restart", "restarted", "restarting"),
            List.of("ratón", "ratones", "raton"),
            List.of("ñandú", "nandu"),
            List.of("laptop", "laptops"),
            List.of("licence", "licences"),
            List.of("0x80070005"),
            List.of("café", "cafes", "cafés"));

    /** In one of its forms, as it is written somewhere. */
    private record Word(int line, String form) {

        /** As people's names are known: they have no other forms. */
        String plain() {
            return Normalizer.normalize(form, Normalizer.Form.NFD)
                    .replaceAll("\\p{M}", "")
                    .toLowerCase(Locale.ROOT);
        }
    }

    private record Texts(
            UUID ticketId, String requester, List<Word> name, List<List<Word>> open, List<List<Word>> inside) {

        Stream<List<Word>> readBy(String person) {
            return person.equals("staff") ? Stream.concat(open.stream(), inside.stream()) : open.stream();
        }
    }

    /** Words that have to follow each other. */
    private record Asked(List<Word> words, boolean unwanted) {

        boolean holdsFor(Texts texts, String person) {
            boolean there = texts.readBy(person).anyMatch(text -> follow(text, Word::line))
                    || follow(texts.name(), Word::plain);
            return there != unwanted;
        }

        private boolean follow(List<Word> text, Function<Word, Object> knownBy) {
            List<Object> looked = words.stream().map(knownBy).toList();
            return Collections.indexOfSubList(text.stream().map(knownBy).toList(), looked) >= 0;
        }
    }

    private Random random = new Random();
    private int vocabulary;

    /** Few words make tickets of which nearly all have what is asked for, so that what is not wanted decides. */
    @ParameterizedTest
    @CsvSource({"18, 20260302", "12, 4", "5, 5"})
    void whatIsFoundIsWhatIsThere(int words, long seed, @TempDir Path directory) throws Exception {
        random = new Random(seed);
        vocabulary = words;
        try (Shelf shelf = new Shelf(directory)) {
            List<Texts> all = fill(shelf);
            int found = 0;
            int foundByNothingWanted = 0;
            for (int i = 0; i < QUESTIONS; i++) {
                List<Asked> asked = question();
                String q = asked.stream().map(this::typed).collect(Collectors.joining(" "));
                String person = i % 2 == 0 ? "staff" : PEOPLE.get(random.nextInt(PEOPLE.size()));
                Set<UUID> expected = all.stream()
                        .filter(texts ->
                                person.equals("staff") || texts.requester().equals(person))
                        .filter(texts -> asked.stream().allMatch(one -> one.holdsFor(texts, person)))
                        .map(Texts::ticketId)
                        .collect(Collectors.toSet());

                Set<UUID> answered = new HashSet<>(shelf.find(q, person.equals("staff") ? null : person, TICKETS));

                assertThat(answered)
                        .as("%s asks for %s (%d words, seed %d)", person, q, words, seed)
                        .isEqualTo(expected);
                found += expected.size();
                if (asked.size() > 1 && asked.stream().allMatch(Asked::unwanted)) {
                    foundByNothingWanted += expected.size();
                }
            }
            assertThat(found).as("found by all questions").isGreaterThan(QUESTIONS);
            assertThat(foundByNothingWanted)
                    .as("found by what is not there alone")
                    .isGreaterThan(QUESTIONS / 10);
        }
    }

    private List<Texts> fill(Shelf shelf) throws Exception {
        List<Texts> all = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            String requester = PEOPLE.get(random.nextInt(PEOPLE.size()));
            Story story = Story.of(requester);
            List<List<Word>> open = new ArrayList<>();
            List<List<Word>> inside = new ArrayList<>();
            List<Word> name = random.nextInt(3) == 0 ? some(2) : List.of();
            Shelf.opened(
                    story,
                    Shelf.person(requester, name.isEmpty() ? "Nadie" : written(name), null),
                    written(into(open, 4)),
                    written(into(open, 8)),
                    "hardware",
                    List.of(written(into(open, 1))),
                    Map.of("field", written(into(open, 2))));
            for (int said = random.nextInt(4); said > 0; said--) {
                boolean isPublic = random.nextBoolean();
                story.said(
                        isPublic ? Visibility.PUBLIC : Visibility.INTERNAL,
                        AuthorKind.AGENT,
                        written(into(isPublic ? open : inside, 5)));
            }
            shelf.put(story);
            all.add(new Texts(story.ticketId(), requester, name, open, inside));
        }
        return all;
    }

    private List<Word> into(List<List<Word>> texts, int most) {
        List<Word> words = some(most);
        texts.add(words);
        return words;
    }

    private List<Word> some(int most) {
        return IntStream.rangeClosed(0, random.nextInt(most))
                .mapToObj(one -> word(random.nextInt(vocabulary)))
                .toList();
    }

    private Word word(int line) {
        List<String> forms = WORDS.get(line);
        String form = forms.get(random.nextInt(forms.size()));
        return new Word(line, random.nextInt(6) == 0 ? form.toUpperCase(Locale.ROOT) : form);
    }

    /** In a fifth of them nothing is wanted. */
    private List<Asked> question() {
        boolean nothingWanted = random.nextInt(5) == 0;
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(part ->
                        new Asked(random.nextInt(10) < 7 ? some(1) : some(2), nothingWanted || random.nextInt(4) == 0))
                .toList();
    }

    private String typed(Asked asked) {
        String words = written(asked.words());
        boolean quoted = asked.words().size() > 1 || random.nextInt(5) == 0;
        return (asked.unwanted() ? "-" : "") + (quoted ? "\"" + words + "\"" : words);
    }

    private String written(List<Word> words) {
        return words.stream().map(Word::form).collect(Collectors.joining(random.nextBoolean() ? " " : ", "));
    }
}
