package dev.sightline.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sightline.contract.HouseRules;

@AnalyzeClasses(packages = "dev.sightline.query", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule one_way_to_clickhouse = noClasses()
            .that()
            .resideOutsideOfPackage("..query.clickhouse")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.clickhouse..")
            .because("every question is bound to the caller's workspace in one place");
}
