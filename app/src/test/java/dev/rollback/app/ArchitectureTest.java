package dev.rollback.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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

    @ArchTest
    static final ArchRule the_language_knows_nobody = noClasses()
            .that()
            .resideInAPackage("dev.rollback.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.rollback.engine..", "dev.rollback.projections..", "dev.rollback.app..", "java.sql..");

    @ArchTest
    static final ArchRule the_engine_never_knows_its_views_or_doors = noClasses()
            .that()
            .resideInAPackage("dev.rollback.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.rollback.projections..", "dev.rollback.app..");

    @ArchTest
    static final ArchRule views_touch_of_the_engine_only_its_storage_and_its_events = noClasses()
            .that()
            .resideInAPackage("dev.rollback.projections..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.rollback.engine",
                    "dev.rollback.engine.axon..",
                    "dev.rollback.engine.board..",
                    "dev.rollback.engine.json..",
                    "dev.rollback.engine.rollback..",
                    "dev.rollback.engine.task..",
                    "dev.rollback.engine.unit..",
                    "dev.rollback.app..");

    @ArchTest
    static final ArchRule only_the_storage_speaks_jdbc = noClasses()
            .that()
            .resideInAPackage("dev.rollback.engine..")
            .and()
            .resideOutsideOfPackage("dev.rollback.engine.storage..")
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
            .haveSimpleName("RollbackPlanner")
            .or()
            .resideInAnyPackage(
                    "dev.rollback.engine.storage..", "dev.rollback.engine.json..", "dev.rollback.api.json..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.axonframework..");

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
            .resideInAnyPackage(
                    "dev.rollback.api..", "dev.rollback.engine..", "dev.rollback.projections..", "dev.rollback.app..");

    @ArchTest
    static final ArchRule the_engines_packages_form_no_cycle =
            slices().matching("dev.rollback.engine.(*)..").should().beFreeOfCycles();
}
