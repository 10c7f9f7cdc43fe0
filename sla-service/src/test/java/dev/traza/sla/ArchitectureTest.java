package dev.traza.sla;

import dev.traza.stack.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theServiceKeepsItsShape() {
        return ArchitectureRules.of("dev.traza.sla")
                .domain("clock", "policy", "calendar")
                // Public holidays of the world are not ours to keep up to date.
                .domainMayUse("de.focus_shift.jollyday..")
                .oneWay("api", "topology", "book", "clock", "policy", "calendar", "")
                .tests();
    }
}
