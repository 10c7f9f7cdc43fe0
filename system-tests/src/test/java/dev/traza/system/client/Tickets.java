package dev.traza.system.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies of requests about tickets. */
public final class Tickets {

    private Tickets() {}

    /** A requester's own ticket, in Spanish; its subject has this word in it. */
    public static Map<String, Object> ofRequester(String id, String word) {
        return of(id, word, "hardware/printer");
    }

    /** The same in a category. */
    public static Map<String, Object> of(String requesterId, String word, String category) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("subject", "No puedo imprimir " + word);
        body.put("description", "La impresora del 3er piso no responde");
        body.put("channel", "PORTAL");
        body.put("type", "INCIDENT");
        body.put(
                "requester",
                Map.of(
                        "id",
                        requesterId,
                        "name",
                        "Persona " + requesterId,
                        "email",
                        requesterId + "@example.org",
                        "language",
                        "es"));
        body.put("category", category);
        body.put("impact", "LOW");
        body.put("urgency", "HIGH");
        return body;
    }

    /** A comment that everybody may read. */
    public static Map<String, Object> publicComment(String text) {
        return Map.of("body", text, "visibility", "PUBLIC");
    }

    /** A comment for support only. */
    public static Map<String, Object> internalNote(String text) {
        return Map.of("body", text, "visibility", "INTERNAL");
    }
}
