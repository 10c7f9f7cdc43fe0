package dev.traza.query;

import dev.traza.stack.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theServiceKeepsItsShape() {
        return ArchitectureRules.of("dev.traza.query")
                .domain("view", "words", "figures")
                .oneWay(
                        "feed",
                        "api",
                        "projection",
                        "live",
                        "savedview",
                        "directory",
                        "consistency",
                        "calendar",
                        "facts",
                        "index",
                        "text",
                        "store",
                        "figures",
                        "lucene",
                        "node",
                        "log",
                        "words",
                        "view",
                        "")
                .oneWayWithin(
                        "api", "admin", "figure", "command", "view", "live", "export", "search", "list", "ticket", "")
                .tests();
    }
}
