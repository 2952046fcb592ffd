package dev.sightline.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** What holds in every module; each has a test that applies these rules to its own packages. */
public final class HouseRules {
    @ArchTest
    static final ArchRule features_do_not_depend_on_each_other_in_circles = slices().matching("dev.sightline.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true)
            .because("a feature that can be understood alone can be changed alone");

    @ArchTest
    static final ArchRule nobody_asks_the_wall_clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("time is an argument: inject a Clock");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .that()
            // JAX-RS' own word for what it is.
            .haveNameNotMatching(".*ExceptionMapper")
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Mapper|DAO|DTO|Dto)")
            .because("such a name says where the class was put, not what it is");

    @ArchTest
    static final ArchRule dependencies_come_through_constructors = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .because("a class that can be made by hand can be tested by hand");

    @ArchTest
    static final ArchRule only_resources_know_http = noClasses()
            .that()
            .haveNameNotMatching(
                    ".*(Resource|Resource\\$.*|ExceptionMapper|ExceptionMappers|Filter|Problem|Problems|Caller)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..")
            .because("what is worth knowing of a request is passed on as a value");

    @ArchTest
    static final ArchRule entities_stay_at_home = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .bePackagePrivate()
            .allowEmptyShould(true)
            .because("what is stored and what is shown change for different reasons");

    @ArchTest
    static final ArchRule null_is_marked = classes()
            .that()
            .haveSimpleName("package-info")
            .should()
            .beAnnotatedWith("org.jspecify.annotations.NullMarked")
            .because("an unmarked package is not checked");

    private HouseRules() {}
}
