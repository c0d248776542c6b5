package io.atelier.harness.sabotage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** Runs in a trainer: puts the classes that its jar carries in the place of the trainer's own. */
public final class SabotageAgent implements ClassFileTransformer {

    static final String FOLDER = "sabotaged/";

    private SabotageAgent() {}

    public static void premain(String argument, Instrumentation instrumentation) {
        instrumentation.addTransformer(new SabotageAgent());
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] original) {
        if (name == null || !name.startsWith("io/atelier/")) {
            return null;
        }
        try (InputStream changed = ClassLoader.getSystemResourceAsStream(FOLDER + name + ".class")) {
            if (changed == null) {
                return null;
            }
            System.out.println("SABOTAGED: " + name);
            return changed.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
