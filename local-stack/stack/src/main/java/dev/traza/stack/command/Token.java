package dev.traza.stack.command;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.token.SigningKey;
import dev.traza.stack.token.TokenRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code ./traza token}: a bearer token for a role and a user on standard output, and nothing else there. */
final class Token {

    private static final Pattern VALIDITY = Pattern.compile("(\\d{1,4})([mhd])");

    private final Surroundings surroundings;

    Token(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    boolean run(Options options) {
        Options.Given given = options.read(Set.of(), Set.of("--role", "--user", "--name", "--email", "--ttl"));
        Set<Role> roles = Arrays.stream(given.required("--role").split(",", -1))
                .map(Token::role)
                .collect(Collectors.toUnmodifiableSet());
        TokenRequest request = new TokenRequest(
                given.required("--user"),
                roles,
                given.value("--name"),
                given.value("--email"),
                given.value("--ttl").map(Token::validity).orElse(TokenRequest.DEFAULT_VALIDITY));
        surroundings
                .out()
                .println(SigningKey.in(surroundings.settings().home().keys()).sign(request));
        return true;
    }

    private static Role role(String word) {
        Optional<Role> role = Arrays.stream(Role.values())
                .filter(candidate -> candidate.tokenName().equals(word.strip()))
                .findFirst();
        return role.orElseThrow(() -> new Misuse("There is no role " + word + "; the roles are "
                + Arrays.stream(Role.values()).map(Role::tokenName).collect(Collectors.joining(", "))));
    }

    private static Duration validity(String text) {
        Matcher matcher = VALIDITY.matcher(text);
        if (!matcher.matches()) {
            throw new Misuse("--ttl is a number and m, h or d, for example 12h; not " + text);
        }
        long number = Long.parseLong(matcher.group(1));
        Duration validity =
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                };
        if (validity.isZero() || validity.compareTo(TokenRequest.LONGEST_VALIDITY) > 0) {
            throw new Misuse(
                    "--ttl must be longer than nothing and at most " + TokenRequest.LONGEST_VALIDITY.toDays() + "d");
        }
        return validity;
    }
}
