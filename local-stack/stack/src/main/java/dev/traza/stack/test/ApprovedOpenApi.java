package dev.traza.stack.test;

import dev.traza.stack.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The committed OpenAPI document of a service, to which people have agreed: what the service serves has to be the same, to
 * the byte.
 *
 * @param file in {@code docs/openapi}
 */
public record ApprovedOpenApi(Path file) {

    private static final String APPROVE = "traza.approve";

    /**
     * The document of this service.
     *
     * @param service the module's name, for example {@code sla-service}
     */
    public static ApprovedOpenApi of(String service) {
        return new ApprovedOpenApi(
                Checkout.find().root().resolve("docs/openapi").resolve(service + ".yaml"));
    }

    /**
     * Fails when the service serves another document; with {@code -Dtraza.approve=true} the committed one is replaced
     * instead.
     *
     * @param served as {@code GET /q/openapi} answers
     * @throws AssertionError when they differ
     */
    public void mustBe(String served) throws IOException {
        if (Boolean.getBoolean(APPROVE)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, served);
        }
        String approved = Files.exists(file) ? Files.readString(file) : "";
        if (!approved.equals(served)) {
            throw new AssertionError(
                    "%s is not what the service serves, from line %d on. If the change is meant, approve it: run this test with -D%s=true and commit the file."
                            .formatted(file, firstDifference(approved, served), APPROVE));
        }
    }

    private static long firstDifference(String approved, String served) {
        long equal = Math.max(0, Arrays.mismatch(approved.toCharArray(), served.toCharArray()));
        return approved.chars()
                        .limit(equal)
                        .filter(character -> character == '\n')
                        .count()
                + 1;
    }
}
