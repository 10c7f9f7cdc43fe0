package dev.traza.query.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.Story;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of questions against what a plain look at every text says. */
class BruteForceSearchTest {

    private static final long SEED = 20260302;
    private static final int TICKETS = 200;
    private static final int QUESTIONS = 4_000;
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
            List.of("ratón", "ratones", "raton"),
            List.of("facturación", "facturaciones", "facturacion"),
            List.of("ñandú", "nandu"),
            List.of("keyboard", "keyboards", "Keyboard's"),
            List.of("printing", "printed", "prints"),
            List.of("battery", "batteries", "BATTERY"),
            List.of("laptop", "laptops"),
            List.of("restart", "restarted", "restarting"),
            List.of("licence", "licences"),
            List.of("0x80070005"),
            List.of("café", "cafes", "cafés"));

    private record Texts(UUID ticketId, String requester, List<List<Integer>> open, List<List<Integer>> inside) {

        List<List<Integer>> readBy(String person) {
            List<List<Integer>> all = new ArrayList<>(open);
            if (person.equals("staff")) {
                all.addAll(inside);
            }
            return all;
        }
    }

    /** Words that have to follow each other. */
    private record Asked(List<Integer> words, boolean unwanted) {

        boolean isIn(List<List<Integer>> texts) {
            return texts.stream().anyMatch(text -> IntStream.rangeClosed(0, text.size() - words.size())
                    .anyMatch(at -> text.subList(at, at + words.size()).equals(words)));
        }
    }

    private final Random random = new Random(SEED);

    @Test
    void whatIsFoundIsWhatIsThere(@TempDir Path directory) throws Exception {
        try (Shelf shelf = new Shelf(directory)) {
            List<Texts> all = fill(shelf);
            int found = 0;
            for (int i = 0; i < QUESTIONS; i++) {
                List<Asked> asked = question();
                String q = asked.stream().map(this::typed).collect(Collectors.joining(" "));
                String person = i % 2 == 0 ? "staff" : PEOPLE.get(random.nextInt(PEOPLE.size()));
                Set<UUID> expected = all.stream()
                        .filter(texts ->
                                person.equals("staff") || texts.requester().equals(person))
                        .filter(texts ->
                                asked.stream().allMatch(one -> one.isIn(texts.readBy(person)) != one.unwanted()))
                        .map(Texts::ticketId)
                        .collect(Collectors.toSet());

                Set<UUID> answered = new HashSet<>(shelf.find(q, person.equals("staff") ? null : person, TICKETS));

                assertThat(answered)
                        .as("%s asks for %s (seed %d)", person, q, SEED)
                        .isEqualTo(expected);
                found += expected.size();
            }
            assertThat(found).as("questions that find something").isGreaterThan(QUESTIONS);
        }
    }

    private List<Texts> fill(Shelf shelf) throws Exception {
        List<Texts> all = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            String requester = PEOPLE.get(random.nextInt(PEOPLE.size()));
            Story story = Story.of(requester);
            List<List<Integer>> open = new ArrayList<>();
            List<List<Integer>> inside = new ArrayList<>();
            List<Integer> subject = words(open, 4);
            List<Integer> description = words(open, 8);
            List<Integer> field = words(open, 2);
            List<Integer> tag = words(open, 1);
            Shelf.opened(
                    story,
                    Shelf.person(requester, "Nadie", null),
                    written(subject),
                    written(description),
                    "hardware",
                    List.of(written(tag)),
                    Map.of("field", written(field)));
            for (int said = random.nextInt(4); said > 0; said--) {
                boolean isPublic = random.nextBoolean();
                story.said(
                        isPublic ? Visibility.PUBLIC : Visibility.INTERNAL,
                        AuthorKind.AGENT,
                        written(words(isPublic ? open : inside, 5)));
            }
            shelf.put(story);
            all.add(new Texts(story.ticketId(), requester, open, inside));
        }
        return all;
    }

    private List<Integer> words(List<List<Integer>> into, int most) {
        List<Integer> words = IntStream.rangeClosed(0, random.nextInt(most))
                .mapToObj(one -> random.nextInt(WORDS.size()))
                .toList();
        into.add(words);
        return words;
    }

    private List<Asked> question() {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(part -> new Asked(
                        IntStream.rangeClosed(0, random.nextInt(10) < 7 ? 0 : 1)
                                .mapToObj(word -> random.nextInt(WORDS.size()))
                                .toList(),
                        random.nextInt(4) == 0))
                .toList();
    }

    private String typed(Asked asked) {
        String words = written(asked.words());
        boolean quoted = asked.words().size() > 1 || random.nextInt(5) == 0;
        return (asked.unwanted() ? "-" : "") + (quoted ? "\"" + words + "\"" : words);
    }

    private String written(List<Integer> words) {
        return words.stream()
                .map(word -> {
                    List<String> forms = WORDS.get(word);
                    String form = forms.get(random.nextInt(forms.size()));
                    return random.nextInt(6) == 0 ? form.toUpperCase(Locale.ROOT) : form;
                })
                .collect(Collectors.joining(random.nextBoolean() ? " " : ", "));
    }
}
