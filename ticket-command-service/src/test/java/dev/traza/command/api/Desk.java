package dev.traza.command.api;

import static io.restassured.RestAssured.given;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.Tokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** People at the help desk, and what they usually do. */
final class Desk {

    static final String TICKETS = "/api/v1/tickets";

    private Desk() {}

    static RequestSpecification as(Role role, String user) {
        return given().auth().oauth2(Tokens.mint(role, user)).contentType("application/json");
    }

    static RequestSpecification lucia() {
        return as(Role.REQUESTER, "u-17");
    }

    static RequestSpecification ana() {
        return as(Role.AGENT, "ana");
    }

    static RequestSpecification ben() {
        return as(Role.AGENT, "ben");
    }

    /** A body that opens a ticket for whoever sends it. */
    static String printer() {
        return """
                {"subject": "No puedo imprimir", "description": "La impresora del 3er piso no responde", "channel": "PORTAL",
                 "type": "INCIDENT", "requester": {"id": "u-17", "name": "Lucía Pérez", "email": "lucia@example.org",
                 "language": "es"}, "category": "hardware/printer", "impact": "LOW", "urgency": "HIGH", "tags": ["piso-3"]}
                """;
    }

    static Response open() {
        return lucia().body(printer()).post(TICKETS);
    }

    /** The id of a ticket of Lucía's that nobody has touched. */
    static String newTicket() {
        return open().then().statusCode(201).extract().path("ticketId");
    }

    /** The id of a ticket of Lucía's that Ana has. */
    static String openTicket() {
        String id = newTicket();
        take(id);
        return id;
    }

    /** The id of a ticket of Lucía's that Ana has resolved. */
    static String resolvedTicket() {
        String id = openTicket();
        ana().body("{\"code\": \"FIXED\", \"text\": \"new toner\"}")
                .post(TICKETS + "/" + id + "/resolution")
                .then()
                .statusCode(200);
        return id;
    }

    static void take(String id) {
        ana().body("{\"teamId\": \"desk\"}")
                .post(TICKETS + "/" + id + "/take")
                .then()
                .statusCode(200);
    }

    static String key() {
        return UUID.randomUUID().toString();
    }
}
