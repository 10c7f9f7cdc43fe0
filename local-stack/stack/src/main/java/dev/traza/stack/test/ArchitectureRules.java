package dev.traza.stack.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;

/**
 * The shape that all services share, checked in each by one short test:
 *
 * <pre>{@code
 * class ArchitectureTest {
 *
 *     @TestFactory
 *     Stream<DynamicTest> theServiceKeepsItsShape() {
 *         return ArchitectureRules.of("dev.traza.routing")
 *                 .domain("rule", "assignment")
 *                 .oneWay("api", "feed", "escalation", "assignment", "rule", "desk")
 *                 .tests();
 *     }
 * }
 * }</pre>
 *
 * Packages are named below the service's own one, each with its subpackages. Every rule says why it is there, and that
 * reason is part of its failure. A service that has a good reason to differ says so in its test, with
 * {@link #domainMayUse}, and not here.
 */
public final class ArchitectureRules {

    private static final String CONTRACT = "dev.traza.contract";

    /** The services by their packages. None imports another: what they share is on topics, in the contract, in the kit. */
    private static final List<String> SERVICES = List.of(
            "dev.traza.command", "dev.traza.query", "dev.traza.routing", "dev.traza.sla", "dev.traza.notification");

    private final String root;
    private final JavaClasses classes;
    private final Map<String, ArchRule> rules = new TreeMap<>();
    private final List<String> domain = new ArrayList<>();
    private final List<String> domainMayUse = new ArrayList<>();

    private ArchitectureRules(String root, JavaClasses classes) {
        this.root = root;
        this.classes = classes;
        nullMarked();
        noOtherService();
        constructorsOnly();
        noStateOfTheClass();
        oneWayToLog();
    }

    /** The rules for the production classes below a package, such as {@code dev.traza.routing}. */
    public static ArchitectureRules of(String rootPackage) {
        return of(
                rootPackage,
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(rootPackage));
    }

    static ArchitectureRules of(String rootPackage, JavaClasses classes) {
        return new ArchitectureRules(rootPackage, classes);
    }

    /**
     * Names the domain's packages. They may use the JDK, each other and the contract's values, and nothing that knows
     * HTTP, Kafka, a database or a framework.
     */
    public ArchitectureRules domain(String... packages) {
        domain.addAll(below(packages));
        return this;
    }

    /**
     * Lets the domain use one more library. Say why beside the call.
     *
     * @param packages in ArchUnit's notation, for example {@code org.axonframework..}
     */
    public ArchitectureRules domainMayUse(String... packages) {
        domainMayUse.addAll(Arrays.asList(packages));
        return this;
    }

    /**
     * Names all of the service's packages, the outermost first: each may use those after it and none before it. A package
     * that is not named fails the test, so that a new one finds its place. The empty text is the service's own package
     * without those below it.
     */
    public ArchitectureRules oneWay(String... packages) {
        Architectures.LayeredArchitecture layers = Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(root + "..")
                .withOptionalLayers(true)
                .ensureAllClassesAreContainedInArchitecture();
        for (String name : packages) {
            layers = layers.layer(layer(name)).definedBy(name.isEmpty() ? root : root + "." + name + "..");
        }
        for (int i = 0; i < packages.length; i++) {
            Architectures.LayeredArchitecture.LayerDependencySpecification layer =
                    layers.whereLayer(layer(packages[i]));
            layers = i == 0
                    ? layer.mayNotBeAccessedByAnyLayer()
                    : layer.mayOnlyBeAccessedByLayers(Arrays.stream(packages, 0, i)
                            .map(ArchitectureRules::layer)
                            .toArray(String[]::new));
        }
        rules.put(
                "packages use each other one way: " + String.join(" → ", packages),
                layers.because("data flows one way through a service, and who reads its packages in that order"
                        + " never has to look back"));
        return this;
    }

    /**
     * Names all packages below one of the service's, the outermost first: each may use those after it and none before it.
     * A package below it that is not named fails the test. The empty text is that package itself, without those below it.
     *
     * @param parent a package of the service that has become too large to be read as one
     */
    public ArchitectureRules oneWayWithin(String parent, String... packages) {
        String outside = "(all else)";
        String within = root + "." + parent;
        Architectures.LayeredArchitecture layers = Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(within + "..")
                .ensureAllClassesAreContainedInArchitecture()
                .layer(outside)
                .definedBy(DescribedPredicate.not(resideInAPackage(within + "..")));
        for (String name : packages) {
            layers = layers.layer(layer(name)).definedBy(name.isEmpty() ? within : within + "." + name + "..");
        }
        for (int i = 0; i < packages.length; i++) {
            Stream<String> users = Arrays.stream(packages, 0, i).map(ArchitectureRules::layer);
            layers = layers.whereLayer(layer(packages[i]))
                    .mayOnlyBeAccessedByLayers(
                            Stream.concat(Stream.of(outside), users).toArray(String[]::new));
        }
        rules.put(
                "packages of " + parent + " use each other one way: " + String.join(" → ", packages),
                layers.because("a use case that can be read without those before it can also be changed without them,"
                        + " and what all of them share must not know one"));
        return this;
    }

    /** A test for each rule, named by it. */
    public Stream<DynamicTest> tests() {
        if (!domain.isEmpty()) {
            rules.put("the domain knows neither HTTP nor Kafka nor a database", domainAlone());
        }
        return rules.entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(classes)));
    }

    private ArchRule domainAlone() {
        List<String> allowed = new ArrayList<>(domain);
        allowed.addAll(domainMayUse);
        allowed.add("java..");
        allowed.add("org.jspecify.annotations..");
        DescribedPredicate<JavaClass> values = resideInAPackage(CONTRACT + "..")
                .and(DescribedPredicate.not(resideInAPackage(CONTRACT + ".topic.."))
                        .and(DescribedPredicate.not(belongTo(DescribedPredicate.describe(
                                "a record on a topic",
                                type -> type.getPackageName().equals(CONTRACT + ".envelope")
                                        && (type.getSimpleName().endsWith("Records")
                                                || type.getSimpleName().equals("WireRecord")))))));
        DescribedPredicate<JavaClass> outside =
                resideInAnyPackage("java.net.http..", "java.sql..", "java.util.logging..", "java.rmi..", "javax..");
        DescribedPredicate<JavaClass> mayBeUsed = resideInAnyPackage(allowed.toArray(String[]::new))
                .and(DescribedPredicate.not(outside))
                .or(values)
                .as(
                        "the JDK without its transports, the domain itself, the contract's values%s",
                        domainMayUse.isEmpty() ? "" : " and " + String.join(", ", domainMayUse));
        return classes()
                .that()
                .resideInAnyPackage(domain.toArray(String[]::new))
                .should()
                .onlyDependOnClassesThat(are(mayBeUsed))
                .because(
                        "decisions have to give the same result in a test, in a replay and in production, and to outlive"
                                + " every framework");
    }

    private void nullMarked() {
        rules.put(
                "every package is null-marked",
                classes()
                        .should(beInANullMarkedPackage())
                        .because("without @NullMarked in its package-info NullAway believes whatever a package says"));
    }

    private void noOtherService() {
        String[] others = SERVICES.stream()
                .filter(service -> !service.equals(root))
                .map(service -> service + "..")
                .toArray(String[]::new);
        rules.put(
                "no other service is used",
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others)
                        .because("each service is built, deployed and upgraded on its own; they share topics and the"
                                + " contract only"));
    }

    private void constructorsOnly() {
        rules.put(
                "nothing is injected into fields",
                noFields()
                        .should()
                        .beAnnotatedWith("jakarta.inject.Inject")
                        .orShould()
                        .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                        .allowEmptyShould(true)
                        .because("what an object needs stands in its constructor, so that a test can make one"));
    }

    private void noStateOfTheClass() {
        rules.put(
                "no class keeps state of its own",
                fields().that()
                        .areStatic()
                        .should()
                        .beFinal()
                        .allowEmptyShould(true)
                        .because("two services, or two tests, in one JVM must not meet in a static field"));
    }

    private void oneWayToLog() {
        rules.put(
                "logs are written one way",
                noClasses()
                        .should(ACCESS_STANDARD_STREAMS)
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.logging..")
                        .because("in production a log line is JSON with ticket, command and trace id, which neither"
                                + " java.util.logging nor System.out knows"));
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package with @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getFullName() + " is in a package without @NullMarked"));
                }
            }
        };
    }

    private List<String> below(String... packages) {
        return Arrays.stream(packages).map(name -> root + "." + name + "..").toList();
    }

    private static String layer(String name) {
        return name.isEmpty() ? "(itself)" : name;
    }
}
