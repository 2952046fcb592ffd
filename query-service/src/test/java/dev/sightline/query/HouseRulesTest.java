package dev.sightline.query;

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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.sightline.query", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchRule features_do_not_depend_on_each_other_in_circles = slices().matching("dev.sightline.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that can be understood alone can be changed alone");

    @ArchTest
    static final ArchRule nothing_is_injected_into_fields = noFields()
            .should()
            .beAnnotatedWith(Inject.class)
            .because("a constructor says what a class needs, and tests can call it");

    @ArchTest
    static final ArchRule time_is_an_argument = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("only the injected " + Clock.class.getSimpleName() + " knows the time");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .that()
            .haveNameNotMatching(".*ExceptionMapper")
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Mapper|DAO|DTO)")
            .because("these endings say nothing about it");

    @ArchTest
    static final ArchRule http_stays_at_the_edge = noClasses()
            .that()
            .haveNameNotMatching(".*(Resource|ExceptionMapper|Filter)(\\$.*|_.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..")
            .because("what an answer is does not depend on how it is asked for");

    @ArchTest
    static final ArchRule one_way_to_clickhouse = noClasses()
            .that()
            .resideOutsideOfPackage("..query.clickhouse")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.clickhouse..")
            .because("every question is bound to the caller's workspace in one place");

    @ArchTest
    static final ArchRule entities_stay_at_home = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .bePackagePrivate()
            .because("what is stored is not what is shown");

    @ArchTest
    static final ArchRule null_is_marked = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith(NullMarked.class)
            .because("an unmarked package is not checked");
}
