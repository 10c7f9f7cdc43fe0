package dev.traza.command;

import dev.traza.stack.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theServiceKeepsItsShape() {
        return ArchitectureRules.of("dev.traza.command")
                .domain("ticket", "catalog", "entity")
                .domainMayUse("org.axonframework..") // both are Axon entities, by annotations
                .oneWay(
                        "api",
                        "attachment",
                        "gateway",
                        "processor",
                        "logkey",
                        "directory",
                        "offering",
                        "follow",
                        "catalog",
                        "ticket",
                        "entity",
                        "")
                .tests();
    }
}
