package io.atelier.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.ObjectInputStream;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What nobody does, wherever the code is. */
class CodeTest {

    @Test
    void shouldNeverDeserializeJavaObjects() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "org\\.deeplearning4j\\.util\\.ModelSerializer|.*\\.SerializationUtils|java\\.beans\\.XMLDecoder")
                .because("bytes from the wire must not choose which code runs: tensors travel as safetensors, the rest"
                        + " as JSON into records")
                .check(Atelier.CLASSES);
        noMethods()
                .should()
                .haveName("readObject")
                .orShould()
                .haveName("readResolve")
                .because("a class that says how it is deserialized is one that someone will deserialize")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldNeverLetInputNameClasses() {
        noClasses()
                .should()
                .callMethodWhere(target(nameMatching("(activate|enable)DefaultTyping.*")))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("com\\.fasterxml\\.jackson\\.annotation\\.JsonTypeInfo")
                .because("JSON that names its class lets the sender choose which code runs: read it into one record")
                .check(Atelier.CLASSES);
        noClasses()
                .should()
                .callMethodWhere(target(owner(nameMatching("org\\.(deeplearning4j|nd4j)\\..*")))
                        .and(target(nameMatching("load|restore.*|fromJson|fromYaml|readBinary"))))
                .because(
                        "Deeplearning4j's own formats hold objects and names of classes: build the network here and put"
                                + " parameters from safetensors into it")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldDrawRandomNumbersOnlyFromDerivedSeeds() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.atelier.engine..",
                        "io.atelier.data..",
                        "io.atelier.trainer.training..",
                        "io.atelier.trainer.trial..")
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(SplittableRandom.class)
                .because("a resumed trial must draw what the undisturbed one drew, on any JDK: take a generator from"
                        + " io.atelier.contract.Seeds")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldComputeTheSameBitsEverywhere() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.atelier.engine..",
                        "io.atelier.data..",
                        "io.atelier.trainer.training..",
                        "io.atelier.trainer.trial..",
                        "io.atelier.evaluator.scoring..")
                .should()
                .callMethodWhere(target(owner(nameMatching("java\\.lang\\.Math")))
                        .and(target(nameMatching(
                                "a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh|exp|expm1|log|log1p|log10|pow|cbrt|hypot"))))
                .orShould()
                .callMethodWhere(target(owner(nameMatching("java\\.util\\.stream\\.DoubleStream")))
                        .and(target(nameMatching("sum|average"))))
                .orShould()
                .callMethodWhere(target(owner(nameMatching("org\\.nd4j\\..*")))
                        .and(target(nameMatching("softmax|exp|log|mean.*|sum.*|norm.*|mmul|gemm"))))
                .orShould()
                .callMethodWhere(target(owner(nameMatching("jdk\\.incubator\\.vector\\.(Float|Double)Vector")))
                        .and(target(nameMatching("reduceLanes"))))
                .because(
                        "they give other last bits on another JDK or processor, and a resumed trial other weights: take"
                                + " StrictMath, a loop or io.atelier.engine.kernel")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldLogThroughOneFacade() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING
                .because("logs need one format and one configuration: use org.slf4j")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldNotPrintFromServices() {
        noClasses()
                .that()
                .resideInAnyPackage(Atelier.SERVICES)
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .because("what a service has to say goes to its log, with level and time")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldInjectThroughConstructors() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .because("a test makes the object with new, and a field that is never null can be final: take it in the"
                        + " constructor")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldReadSettingsOnlyThroughTheConfiguration() {
        noClasses()
                .that()
                .resideInAnyPackage(Atelier.SERVICES)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .because("every setting is found, checked and documented in the service's @ConfigMapping interface")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldKeepNoMutableStaticState() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("io.atelier.engine..")
                .should()
                .beFinal()
                .because("state belongs to an object with an owner and an end; only the native libraries, and so the"
                        + " engine, have state of the whole process")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldSendOnlySelfCheckingValues() {
        classes()
                .that()
                .resideInAPackage("io.atelier.contract.message..")
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .beRecords()
                .orShould()
                .beEnums()
                .because("a message that exists is valid: check it in a record's compact constructor")
                .check(Atelier.CLASSES);
    }

    @Test
    void shouldNameClassesByWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Utils?|Helper|Data)")
                .because("such a name says nothing: take the field's word for what the class is")
                .check(Atelier.CLASSES);
    }
}
