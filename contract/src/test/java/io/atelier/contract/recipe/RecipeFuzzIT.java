package io.atelier.contract.recipe;

import io.atelier.contract.fuzz.Fuzzer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever text a recipe has, it is read or refused with reasons. */
class RecipeFuzzIT {

    @Test
    void shouldReadOrRefuseMutatedRecipes() throws Exception {
        List<byte[]> seeds = List.of(
                bytes(RecipeTest.MODERN),
                bytes(
                        "{\"optimizer\": {\"kind\": \"adamw\", \"weight_decay\": 0.1}, \"schedule\": {\"kind\": \"cosine\"}}"),
                bytes("{\"schedule\": {\"kind\": \"piecewise\", \"points\": [[0, 0.1], [1.5, 1], [10, 0]]}}"),
                bytes("{\"schedule\": {\"kind\": \"step\", \"every\": 3, \"factor\": 0.1}}"),
                bytes("{\"augmentations\": {\"kind\": \"keras\", \"rotation\": 15}}"));

        new Fuzzer(RecipeTarget.class).run(50_000, seeds);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
