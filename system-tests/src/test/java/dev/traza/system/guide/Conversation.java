package dev.traza.system.guide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The requests of a page and what it says is answered: blocks of {@code http}, by turns a request and an answer.
 *
 * @param exchanges in the order of the page
 */
record Conversation(List<Exchange> exchanges) {

    private static final Pattern BLOCK = Pattern.compile("```http\n(.*?)```", Pattern.DOTALL);

    Conversation {
        exchanges = List.copyOf(exchanges);
    }

    /**
     * One request and its answer.
     *
     * @param request its first line is {@code METHOD path HTTP/1.1}
     * @param answer its first line is {@code HTTP/1.1 status}
     */
    record Exchange(Message request, Message answer) {

        String method() {
            return request.first().split(" ")[0];
        }

        String path() {
            return request.first().split(" ")[1];
        }

        int status() {
            return Integer.parseInt(answer.first().split(" ")[1]);
        }
    }

    /** @param body empty when there is none */
    record Message(String first, Map<String, String> headers, String body) {

        static Message of(String block) {
            String[] parts = block.strip().split("\n\n", 2);
            String[] lines = parts[0].split("\n");
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 1; i < lines.length; i++) {
                String[] header = lines[i].split(": ", 2);
                headers.put(header[0], header[1]);
            }
            return new Message(lines[0], headers, parts.length == 1 ? "" : parts[1]);
        }
    }

    /**
     * Reads a page.
     *
     * @throws IllegalArgumentException if a request has no answer
     */
    static Conversation of(String page) {
        List<Message> messages = BLOCK.matcher(page)
                .results()
                .map(block -> Message.of(block.group(1)))
                .toList();
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < messages.size(); i += 2) {
            Message request = messages.get(i);
            if (i + 1 == messages.size() || !messages.get(i + 1).first().startsWith("HTTP/1.1 ")) {
                throw new IllegalArgumentException("No answer follows " + request.first());
            }
            exchanges.add(new Exchange(request, messages.get(i + 1)));
        }
        return new Conversation(exchanges);
    }
}
