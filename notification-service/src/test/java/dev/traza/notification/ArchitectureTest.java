package dev.traza.notification;

import dev.traza.stack.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theServiceKeepsItsShape() {
        return ArchitectureRules.of("dev.traza.notification")
                .domain("ticket", "rule", "ledger")
                // Notices and recipients are sealed types that are kept as JSON: they name their variants.
                .domainMayUse("com.fasterxml.jackson.annotation..")
                .oneWay("", "store", "api", "feed", "dispatch", "channel", "template", "ledger", "rule", "ticket")
                .tests();
    }
}
