package dev.traza.command.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.test.Tokens;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class TicketLifeTest {

    @Test
    void anOpenedTicketIsAnsweredWithItsNumberAndVersion() {
        given().header("Authorization", "Bearer " + Tokens.mint(Role.REQUESTER, "u-17"))
                .contentType("application/json")
                .body("""
                        {"subject": "No puedo imprimir", "description": "La impresora del 3er piso no responde", "channel": "PORTAL",
                         "type": "INCIDENT", "requester": {"id": "u-17", "name": "Lucía Pérez", "email": "lucia@example.org",
                         "language": "es"}, "category": "hardware/printer", "impact": "LOW", "urgency": "HIGH", "tags": ["piso-3"]}
                        """)
                .when()
                .post("/api/v1/tickets")
                .then()
                .log()
                .all()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", matchesPattern("/api/v1/tickets/[0-9a-f-]{36}"))
                .body("number", matchesPattern("T-[1-9][0-9]*"))
                .body("version", equalTo(1))
                .body("status", equalTo("NEW"));
    }
}
