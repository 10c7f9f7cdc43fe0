package dev.traza.query;

import dev.traza.stack.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theServiceKeepsItsShape() {
        return ArchitectureRules.of("dev.traza.query")
                .domain("view")
                .oneWay("feed", "api", "consistency", "index", "store", "node", "log", "view", "")
                .tests();
    }
}
