package dev.traza.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What an integrator gets with the contract: a few small libraries, and packages that are read in one direction. */
class ContractArchitectureTest {

    private static final String ROOT = "dev.traza.contract";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void theContractBringsFewLibraries() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "..",
                        "java..",
                        "com.fasterxml.jackson..",
                        "org.apache.kafka.clients..",
                        "org.apache.kafka.common..",
                        "com.github.f4b6a3.uuid..",
                        "com.google.crypto.tink..",
                        "org.jspecify.annotations..")
                .because("every integrator takes what the contract takes, and has to keep up with it")
                .check(CLASSES);
    }

    @Test
    void theLanguageKnowsNoTransport() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".ticket..", ROOT + ".sla..", ROOT + ".routing..", ROOT + ".catalog..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".ticket..",
                        ROOT + ".sla..",
                        ROOT + ".routing..",
                        ROOT + ".catalog..",
                        ROOT + ".personal..",
                        "java..",
                        "com.fasterxml.jackson.annotation..",
                        "org.jspecify.annotations..")
                .because("the words of the domain are the same on whatever they travel")
                .check(CLASSES);
    }

    @Test
    void packagesUseEachOtherOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .layer("envelope")
                .definedBy(ROOT + ".envelope..")
                .layer("routing")
                .definedBy(ROOT + ".routing..")
                .layer("catalog")
                .definedBy(ROOT + ".catalog..")
                .layer("sla")
                .definedBy(ROOT + ".sla..")
                .layer("ticket")
                .definedBy(ROOT + ".ticket..")
                .layer("topic")
                .definedBy(ROOT + ".topic..")
                .layer("JSON")
                .definedBy(ROOT)
                .layer("reader")
                .definedBy(ROOT + ".reader..")
                .layer("sealing")
                .definedBy(ROOT + ".sealing..")
                .layer("personal")
                .definedBy(ROOT + ".personal..")
                .whereLayer("reader")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("envelope")
                .mayOnlyBeAccessedByLayers("reader")
                .whereLayer("routing")
                .mayOnlyBeAccessedByLayers("envelope")
                .whereLayer("catalog")
                .mayOnlyBeAccessedByLayers("envelope")
                .whereLayer("sla")
                .mayOnlyBeAccessedByLayers("envelope")
                .whereLayer("ticket")
                .mayOnlyBeAccessedByLayers("envelope", "reader", "routing", "sla", "catalog")
                .whereLayer("topic")
                .mayOnlyBeAccessedByLayers("envelope")
                .whereLayer("JSON")
                .mayOnlyBeAccessedByLayers("envelope", "reader")
                .whereLayer("sealing")
                .mayOnlyBeAccessedByLayers("reader", "envelope", "JSON")
                .whereLayer("personal")
                .mayOnlyBeAccessedByLayers("ticket", "sealing", "envelope")
                .ensureAllClassesAreContainedInArchitecture()
                .because("the words come first, and what carries them knows them, not the other way round")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<JavaPackage> packages =
                CLASSES.stream().map(JavaClass::getPackage).distinct().toList();

        assertThat(packages).hasSizeGreaterThan(5).allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void messagesAreRecordsOfValues() {
        classes()
                .that()
                .resideInAnyPackage(ROOT + ".ticket..", ROOT + ".sla..", ROOT + ".routing..", ROOT + ".catalog..")
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .beRecords()
                .because("a message is what it says, and two that say the same are equal")
                .check(CLASSES);
    }
}
