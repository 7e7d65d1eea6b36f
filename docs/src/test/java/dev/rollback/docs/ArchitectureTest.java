package dev.rollback.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;

/** The house's arrows, in sentences. */
@AnalyzeClasses(
        packages = "dev.rollback",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {
    /** A module's tests, as they are shared with another module once they are packaged. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] JAVA = {
        "java..", "javax.crypto..", "javax.net.ssl..", "org.jspecify.annotations..", "org.slf4j.."
    };
    private static final String JSON = "com.fasterxml.jackson..";
    private static final String AXON = "org.axonframework..";
    private static final String API = "dev.rollback.api..";
    private static final String STORE = "dev.rollback.store..";
    private static final String ENGINE = "dev.rollback.engine..";
    private static final String PROJECTIONS = "dev.rollback.projections..";
    private static final String APP = "dev.rollback.app..";
    private static final String CLI = "dev.rollback.cli..";

    /** What a room may touch; a new one is outside until somebody lets it in. */
    private static ArchRule room(String room, String... allowed) {
        String[] all = Stream.of(new String[] {room}, allowed, JAVA)
                .flatMap(Stream::of)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(all);
    }

    @ArchTest
    static final ArchRule the_language_stands_on_axons_gateways_and_json = room(API, AXON, JSON);

    @ArchTest
    static final ArchRule the_store_stands_on_the_language_and_its_databases =
            room(STORE, API, JSON, AXON, "org.sqlite..", "org.postgresql..");

    @ArchTest
    static final ArchRule the_store_knows_axon_by_the_annotation_of_an_events_revision = noClasses()
            .that()
            .resideInAPackage(STORE)
            .and()
            .resideOutsideOfPackage("dev.rollback.store.event..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AXON);

    @ArchTest
    static final ArchRule the_engine_stands_on_the_store_and_the_language = room(ENGINE, STORE, API, JSON, AXON);

    @ArchTest
    static final ArchRule views_stand_on_the_store_and_the_language = room(PROJECTIONS, STORE, API, JSON, AXON);

    @ArchTest
    static final ArchRule the_library_stands_on_all_rooms_and_brings_no_command_line_and_no_logging =
            room(APP, API, STORE, ENGINE, PROJECTIONS, JSON, AXON, "io.micrometer..");

    @ArchTest
    static final ArchRule a_door_imports_the_language_and_the_library_alone =
            room(CLI, API, APP, JSON, "picocli..", "ch.qos.logback..");

    @ArchTest
    static final ArchRule nothing_imports_a_door = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLI);

    @ArchTest
    static final ArchRule only_the_store_and_the_views_speak_sql = noClasses()
            .that()
            .resideInAnyPackage(API, ENGINE, APP, CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule thinking_imports_nothing_of_axon = noClasses()
            .that()
            .haveSimpleName("TaskState")
            .or()
            .haveSimpleName("TaskRules")
            .or()
            .resideInAnyPackage(
                    "dev.rollback.engine.content..", "dev.rollback.engine.json..", "dev.rollback.api.json..")
            .or()
            .haveSimpleName("RollbackPlanner")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AXON);

    @ArchTest
    static final ArchRule thinking_reads_no_clock = noClasses()
            .that()
            .haveSimpleName("TaskState")
            .or()
            .haveSimpleName("TaskRules")
            .or()
            .haveSimpleName("RollbackPlanner")
            .or()
            .haveSimpleName("TaskContent")
            .or()
            .resideInAPackage("dev.rollback.engine.content..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.InstantSource");

    @ArchTest
    static final ArchRule every_class_has_a_home = classes()
            .that()
            .resideInAPackage("dev.rollback..")
            .should()
            .resideInAnyPackage(API, STORE, ENGINE, PROJECTIONS, APP, CLI);

    @ArchTest
    static final ArchRule packages_form_no_cycle_in_the_engine = noCycle("engine");

    @ArchTest
    static final ArchRule packages_form_no_cycle_in_the_store = noCycle("store");

    @ArchTest
    static final ArchRule packages_form_no_cycle_in_the_library = noCycle("app");

    @ArchTest
    static final ArchRule packages_form_no_cycle_in_the_command_line = noCycle("cli");

    private static ArchRule noCycle(String room) {
        return slices().assignedFrom(new Packages("dev.rollback." + room))
                .should()
                .beFreeOfCycles();
    }

    /** A room's packages, its own among them. */
    private record Packages(String room) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass one) {
            String name = one.getPackageName();
            boolean inside = name.equals(room) || name.startsWith(room + ".");
            return inside ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + room;
        }
    }
}
