package io.atelier.contract.recipe;

import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.fuzz.Probe;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes of a recipe. One that is accepted must survive being written and read again, and its schedule must have factors. */
public final class RecipeTarget {

    private static final Probe PROBE = new Probe();

    private RecipeTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Optional<Recipe> recipe =
                PROBE.decode("Recipe", input.length, InvalidDefinitionException.class, () -> Recipe.read(input));
        if (recipe.isPresent()) {
            String written = recipe.get().write().toString();
            Recipe again = Recipe.read(written.getBytes(StandardCharsets.UTF_8));
            Probe.require(again.equals(recipe.get()), "Not what was written: " + written);
            int epochs = recipe.get().epochs();
            for (long step : new long[] {0, 1, 6, 7L * epochs - 1}) {
                double factor = recipe.get().schedule().factor(step, 7, epochs);
                Probe.require(
                        factor >= 0 && factor <= 1000, "Factor " + factor + " in step " + step + " of " + written);
            }
        }
    }

    public static void fuzzerTearDown() {
        PROBE.report();
    }
}
