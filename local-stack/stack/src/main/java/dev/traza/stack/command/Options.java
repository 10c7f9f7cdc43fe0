package dev.traza.stack.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of a command: {@code --name value}, {@code --name=value}, and {@code --name} alone for switches. */
public final class Options {

    private final List<String> words;

    /** Of these words, which are not looked at yet. */
    public Options(List<String> words) {
        this.words = List.copyOf(words);
    }

    /**
     * Reads them.
     *
     * @throws Misuse when there is one that is in neither set, is given twice, or has no value
     */
    public Given read(Set<String> switches, Set<String> withValue) {
        Map<String, String> given = new HashMap<>();
        List<String> left = new ArrayList<>(words);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            String[] parts = word.split("=", 2);
            String name = parts[0];
            boolean twice;
            if (switches.contains(word)) {
                twice = given.put(name, "") != null;
            } else if (!withValue.contains(name)) {
                throw new Misuse("What is " + word + "?"
                        + (switches.isEmpty() && withValue.isEmpty()
                                ? " There are no options here."
                                : " Known here: " + known(switches, withValue)));
            } else if (parts.length == 2) {
                twice = given.put(name, parts[1]) != null;
            } else if (left.isEmpty()) {
                throw new Misuse(name + " needs a value");
            } else {
                twice = given.put(name, left.removeFirst()) != null;
            }
            if (twice) {
                throw new Misuse(name + " is given twice");
            }
        }
        return new Given(given);
    }

    private static String known(Set<String> switches, Set<String> withValue) {
        List<String> all = new ArrayList<>(switches);
        all.addAll(withValue);
        return String.join(", ", all.stream().sorted().toList());
    }

    /** Options that were read. */
    public record Given(Map<String, String> values) {

        /** Whether it is given. */
        public boolean has(String name) {
            return values.containsKey(name);
        }

        /** The value, unless it is blank. */
        public Optional<String> value(String name) {
            return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
        }

        /** The value; the option must be given. */
        public String required(String name) {
            return value(name).orElseThrow(() -> new Misuse(name + " is missing"));
        }

        /** The value as a number within these limits. */
        public int number(String name, int otherwise, int lowest, int highest) {
            try {
                int number = value(name).map(Integer::parseInt).orElse(otherwise);
                if (number >= lowest && number <= highest) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new Misuse(name + " is not a number: " + values.get(name));
            }
            throw new Misuse(name + " must be between " + lowest + " and " + highest);
        }
    }
}
