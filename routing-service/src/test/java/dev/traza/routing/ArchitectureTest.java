package dev.traza.routing;

import dev.traza.stack.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theServiceKeepsItsShape() {
        return ArchitectureRules.of("dev.traza.routing")
                .domain("escalation", "assignment", "rule", "ticket", "desk")
                .oneWay(
                        "api",
                        "feed",
                        "directory",
                        "commands",
                        "store",
                        "decision",
                        "escalation",
                        "assignment",
                        "rule",
                        "ticket",
                        "desk")
                .tests();
    }
}
