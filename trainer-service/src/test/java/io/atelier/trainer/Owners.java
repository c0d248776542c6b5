package io.atelier.trainer;

import io.atelier.contract.message.Environment;
import io.atelier.trainer.progress.Owner;

/** Owners of trials for tests. */
public final class Owners {

    private static final Environment HERE =
            new Environment("test", "java", "engine", 1, "kafka", "os", "processor", 2, 1);

    private Owners() {}

    public static Owner named(String trainer) {
        return new Owner(trainer, HERE);
    }
}
