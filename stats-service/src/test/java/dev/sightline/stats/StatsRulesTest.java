package dev.sightline.stats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sightline.contract.HouseRules;

@AnalyzeClasses(packages = "dev.sightline.stats", importOptions = DoNotIncludeTests.class)
class StatsRulesTest {
    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule only_one_package_speaks_to_clickhouse = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sightline.stats.clickhouse..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.clickhouse..")
            .because("another client then changes one package");
}
