package dev.titan.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArchitectureTest {
    private static JavaClasses titan;

    @BeforeAll
    static void importsEveryModule() {
        titan = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.titan");
    }

    @Test
    void extensionsNeedNothingOfTitanButTheirOwnInterface() {
        noClasses()
                .that()
                .resideInAPackage("dev.titan.extension")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.titan..").and(resideOutsideOfPackage("dev.titan.extension")))
                .check(titan);
    }

    @Test
    void onlyPasswordsKnowBouncyCastle() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.titan.host.password")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bouncycastle..")
                .check(titan);
    }

    @Test
    void onlyTheEngineKnowsJavet() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.titan.engine")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.caoccao.javet..")
                .check(titan);
    }

    @Test
    void onlyTheServerKnowsUndertow() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.titan.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.undertow..", "org.xnio..")
                .check(titan);
    }

    @Test
    void onlyFetchAndTheLoadGeneratorKnowNetty() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.titan.host.fetch", "dev.titan.cli.load")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..")
                .check(titan);
    }

    @Test
    void onlyTheDatabaseKnowsJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.titan.host.db")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..")
                .check(titan);
    }

    @Test
    void onlyRedisKnowsItsClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.titan.host.redis")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lettuce..", "reactor..")
                .check(titan);
    }

    @Test
    void onlyTelemetryKnowsOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.titan.server.telemetry")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..")
                .check(titan);
    }

    @Test
    void onlyTheCliKnowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.titan.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .check(titan);
    }

    @Test
    void onlyTheCliWritesToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.titan.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(titan);
    }

    @Test
    void modulesKnowOnlyThoseBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.titan..")
                .layer("model")
                .definedBy("dev.titan.model..", "dev.titan.routing..", "dev.titan.config..")
                .layer("runtime")
                .definedBy(
                        "dev.titan.engine..",
                        "dev.titan.host..",
                        "dev.titan.icu..",
                        "dev.titan.inspector..",
                        "dev.titan.runtime..",
                        "dev.titan.extension..")
                .layer("bundler")
                .definedBy("dev.titan.bundler..")
                .layer("codegen")
                .definedBy("dev.titan.codegen..")
                .layer("server")
                .definedBy("dev.titan.server..")
                .layer("cli")
                .definedBy("dev.titan.cli..")
                .layer("client")
                .definedBy("dev.titan.client..")
                .whereLayer("client")
                .mayNotAccessAnyLayer()
                .whereLayer("client")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("codegen")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("bundler")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("runtime")
                .mayOnlyBeAccessedByLayers("bundler", "codegen", "server", "cli")
                .ensureAllClassesAreContainedInArchitecture()
                .check(titan);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.titan.(**)").should().beFreeOfCycles().check(titan);
    }

    @Test
    void aNameSaysWhatAClassIs() {
        noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?)").check(titan);
    }
}
