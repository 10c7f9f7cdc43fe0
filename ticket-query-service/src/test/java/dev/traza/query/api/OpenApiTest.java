package dev.traza.query.api;

import static io.restassured.RestAssured.get;

import dev.traza.query.KeyServer;
import dev.traza.query.OwnState;
import dev.traza.stack.test.ApprovedOpenApi;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
@QuarkusTestResource(OwnState.class)
@QuarkusTestResource(KeyServer.class)
class OpenApiTest {

    @Test
    void theDocumentIsTheOneThatWasAgreedTo() throws IOException {
        ApprovedOpenApi.of("ticket-query-service")
                .mustBe(get("/q/openapi").then().statusCode(200).extract().asString());
    }

    @Test
    void everyOperationShowsWhatIsSentAndWhatIsAnswered() throws IOException {
        ApprovedOpenApi.of("ticket-query-service")
                .mustHaveExamples(
                        get("/q/openapi").then().statusCode(200).extract().asString());
    }
}
