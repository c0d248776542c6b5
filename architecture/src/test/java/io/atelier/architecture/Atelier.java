package io.atelier.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled classes of all modules, without their tests. */
final class Atelier {

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.atelier");

    static final String[] SERVICES = {
        "io.atelier.service..", "io.atelier.data..", "io.atelier.trainer..", "io.atelier.evaluator.."
    };

    private Atelier() {}
}
