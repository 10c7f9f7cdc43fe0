package dev.traza.command.api;

import static io.restassured.RestAssured.get;

import dev.traza.stack.test.ApprovedOpenApi;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrazaInfrastructure.class)
class OpenApiTest {

    @Test
    void theDocumentIsTheOneThatWasAgreedTo() throws IOException {
        ApprovedOpenApi.of("ticket-command-service").mustBe(served());
    }

    @Test
    void everyOperationShowsWhatIsSentAndWhatIsAnswered() throws IOException {
        ApprovedOpenApi.of("ticket-command-service").mustHaveExamples(served());
    }

    private static String served() {
        return get("/q/openapi").then().statusCode(200).extract().asString();
    }
}
