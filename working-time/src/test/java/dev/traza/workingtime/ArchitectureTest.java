package dev.traza.workingtime;

import dev.traza.stack.test.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> theModuleKeepsItsShape() {
        return ArchitectureRules.of("dev.traza.workingtime").tests();
    }
}
