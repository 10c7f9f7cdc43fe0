package dev.traza.sla;

import dev.traza.stack.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theServiceKeepsItsShape() {
        return ArchitectureRules.of("dev.traza.sla")
                .domain("clock", "policy")
                // The arithmetic that figures use too.
                .domainMayUse("dev.traza.workingtime..")
                .oneWay("api", "topology", "book", "clock", "policy", "")
                .tests();
    }
}
