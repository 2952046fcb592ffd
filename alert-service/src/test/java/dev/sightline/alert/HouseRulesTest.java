package dev.sightline.alert;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sightline.contract.HouseRules;

@AnalyzeClasses(packages = "dev.sightline.alert", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

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
