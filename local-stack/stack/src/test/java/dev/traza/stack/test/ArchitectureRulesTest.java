package dev.traza.stack.test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each rule sees what is wrong in {@code dev.traza.stack.test.shape}, and is content with what is right there. */
class ArchitectureRulesTest {

    private static final String SHAPE = "dev.traza.stack.test.shape";
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(SHAPE);

    @Test
    void aPackageWithoutANullMarkIsFound() {
        assertThatThrownBy(rule(ALL, "every package is null-marked")::execute)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("loose.Unmarked")
                .hasMessageNotContaining("api.Answers");
    }

    @Test
    void aDomainThatKnowsTheWorldIsFound() {
        assertThatThrownBy(rule(ALL, "the domain knows neither HTTP nor Kafka nor a database")::execute)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("TopicPartition")
                .hasMessageContaining("outlive every framework")
                .hasMessageNotContaining("rule.Decision>");
    }

    @Test
    void whatTheDomainMayUseIsSaidInTheServicesOwnTest() {
        JavaClasses rule = ALL.that(JavaClass.Predicates.resideInAPackage(SHAPE + ".rule"));

        Executable test = test(
                ArchitectureRules.of(SHAPE, rule).domain("rule", "store").domainMayUse("org.apache.kafka.common"),
                "the domain knows neither HTTP nor Kafka nor a database");

        assertThatCode(test::execute).doesNotThrowAnyException();
    }

    @Test
    void aLookBackIsFoundAndSoIsAPackageWithoutAPlace() {
        assertThatThrownBy(rule(ALL, "packages use each other one way: api → store → rule")::execute)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("WorldlyDecision")
                .hasMessageContaining("loose.Unmarked")
                .hasMessageNotContaining("api.Answers");
    }

    @Test
    void aLookBackWithinAPackageIsFoundAndSoIsAPartOfItWithoutAPlace() {
        ArchitectureRules rules =
                ArchitectureRules.of("dev.traza.stack.test", ALL).oneWayWithin("shape", "api", "store", "rule");

        assertThatThrownBy(test(rules, "packages of shape use each other one way: api → store → rule")::execute)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("WorldlyDecision")
                .hasMessageContaining("loose.Unmarked")
                .hasMessageNotContaining("api.Answers");
    }

    @Test
    void anInjectedFieldAStaticFieldAndAWrongLogAreFound() {
        for (String rule : new String[] {
            "nothing is injected into fields", "no class keeps state of its own", "logs are written one way"
        }) {
            assertThatThrownBy(rule(ALL, rule)::execute)
                    .as(rule)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("store.Shelf");
        }
    }

    @Test
    void anotherServiceIsFound() {
        assertThatThrownBy(rule(ALL, "no other service is used")::execute)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("imagined.Clock");
    }

    private static Executable rule(JavaClasses classes, String name) {
        return test(ArchitectureRules.of(SHAPE, classes).domain("rule").oneWay("api", "store", "rule"), name);
    }

    private static Executable test(ArchitectureRules rules, String name) {
        return rules.tests()
                .filter(test -> test.getDisplayName().equals(name))
                .map(DynamicTest::getExecutable)
                .findFirst()
                .orElseThrow();
    }
}
