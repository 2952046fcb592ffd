package dev.sightline.alert;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.time.LocalDate;

@AnalyzeClasses(packages = "dev.sightline.alert", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchRule features_have_no_cycles = slices().matching("dev.sightline.alert.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that needs another must be readable after it");

    @ArchTest
    static final ArchRule dependencies_come_by_constructor =
            noFields().should().beAnnotatedWith(Inject.class).because("a class must be usable without the framework");

    @ArchTest
    static final ArchRule time_is_an_argument = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("what reads the machine's clock cannot be tested at another time");

    @ArchTest
    static final ArchRule names_say_what_it_is = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Mapper|DAO|DTO|Processor)")
            .andShould()
            .haveSimpleNameNotEndingWith("ExceptionMapper")
            .because("a name tells what a class is, not that it helps");

    @ArchTest
    static final ArchRule http_stays_at_the_edge = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Resource")
            .and()
            .haveSimpleNameNotEndingWith("ExceptionMapper")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..")
            .because("only resources speak HTTP");

    @ArchTest
    static final ArchRule entities_do_not_leave_their_package = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .bePackagePrivate()
            .because("what is stored and what is shown change for different reasons");

    @ArchTest
    static final ArchRule judgement_needs_no_framework = noClasses()
            .that()
            .haveSimpleName("Liveness")
            .or()
            .haveSimpleName("BeatPromise")
            .or()
            .haveSimpleName("PipelineClock")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io..", "jakarta..", "org.apache..", "org.hibernate..")
            .because("the state machine has to be readable and testable by itself");
}
