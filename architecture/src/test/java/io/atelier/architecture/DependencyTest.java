package io.atelier.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

/** Who may know whom. */
class DependencyTest {

    private static final String[] DEEPLEARNING4J = {"org.deeplearning4j..", "org.nd4j..", "org.bytedeco.."};
    private static final String[] FRAMEWORKS = {
        "io.quarkus..", "jakarta..", "io.smallrye..", "io.micrometer..", "org.eclipse.microprofile.."
    };

    @Test
    void shouldShareBetweenServicesOnlyContractEngineAndService() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("contract")
                .definedBy("io.atelier.contract..")
                .layer("engine")
                .definedBy("io.atelier.engine..")
                .layer("service")
                .definedBy("io.atelier.service..")
                .layer("images")
                .definedBy("io.atelier.data.source..", "io.atelier.data.pack..", "io.atelier.data.dataset..")
                .layer("data-service")
                .definedBy("io.atelier.data..")
                .layer("trainer-service")
                .definedBy("io.atelier.trainer..")
                .layer("evaluator-service")
                .definedBy("io.atelier.evaluator..")
                .layer("local")
                .definedBy("io.atelier.local..")
                .layer("harness")
                .definedBy("io.atelier.harness..")
                .whereLayer("contract")
                .mayNotAccessAnyLayer()
                .whereLayer("engine")
                .mayOnlyAccessLayers("contract")
                .whereLayer("service")
                .mayOnlyAccessLayers("contract")
                .whereLayer("data-service")
                .mayOnlyAccessLayers("contract", "service", "images")
                .whereLayer("trainer-service")
                .mayOnlyAccessLayers("contract", "engine", "service")
                .whereLayer("evaluator-service")
                .mayOnlyAccessLayers("contract", "engine", "service")
                .whereLayer("images")
                .mayOnlyAccessLayers("contract")
                .whereLayer("local")
                .mayOnlyAccessLayers("contract", "images")
                .whereLayer("harness")
                .mayOnlyAccessLayers("contract", "local")
                .because("services meet on Kafka topics alone, so that each can be stopped, scaled and replaced by"
                        + " itself: move what two of them need to contract (the wire), engine (the networks) or service (the"
                        + " framework)")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldKeepTheContractFreeOfFrameworks() {
        noClasses()
                .that()
                .resideInAPackage("io.atelier.contract..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(DEEPLEARNING4J)
                .because("the contract is what a client in any framework would take: wire the class up as a bean in"
                        + " the service instead")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldKeepTheEngineFreeOfFrameworksAndKafka() {
        noClasses()
                .that()
                .resideInAPackage("io.atelier.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("the engine computes: batches in, parameters out; the services move and watch them")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldHideDeeplearning4jInTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.atelier.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DEEPLEARNING4J)
                .because("native memory has one owner and the library can be replaced only if one module knows it: add"
                        + " a method to the engine")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldKeepTheTrainingLoopFreeOfItsSurroundings() {
        noClasses()
                .that()
                .resideInAPackage("io.atelier.trainer.training..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("io\\.atelier\\.contract\\.stream\\.BatchStreams?")
                .because("the loop must be read on one screen and tested without a broker: give it an interface or a"
                        + " listener and implement that beside the loop's package")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldHaveNoCyclesBetweenPackages() {
        slices().matching("io.atelier.(*).(*)..")
                .namingSlices("$1.$2")
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one package: move the shared class to the lower one")
                .check(Atelier.CLASSES);
    }
}
