package io.atelier.contract.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {

    static final String MODERN = """
        {"batch_size": 64, "epochs": 8, "label_smoothing": 0.1,
         "optimizer": {"kind": "sgd", "learning_rate": 0.1, "momentum": 0.9, "nesterov": true,
                       "weight_decay": 0.0005, "rates": {"bias": 64, "beta": 64}},
         "schedule": {"kind": "one_cycle", "warmup": 0.2, "start": 0.2, "end": 0.07},
         "holdout": {"kind": "shuffled", "fraction": 0.2, "seed": 42},
         "augmentations": [
           {"kind": "crop", "padding": 2, "fill": "reflect"}, {"kind": "flip", "mode": "alternating"},
           {"kind": "shift", "width": 0.1}, {"kind": "rotation", "degrees": 15}, {"kind": "cutout", "size": 8},
           {"kind": "erase", "area": [0.02, 0.2]}, {"kind": "brightness", "range": 0.2},
           {"kind": "contrast", "range": 0.3}],
         "early_stopping": {"patience": 5},
         "averaging": [{"kind": "lookahead"}, {"kind": "ema", "decay": 0.999, "every": 5}],
         "prediction": {"mirror": true, "shifts": 1}}
        """;

    @Test
    void shouldTakeDefaultsForWhatARecipeLeavesOut() throws Exception {
        assertThat(read("{}")).isEqualTo(Recipe.DEFAULT);
        assertThat(read("{\"optimizer\": {\"kind\": \"adamw\"}}").optimizer())
                .isEqualTo(new Optimizer.AdamW(Optimizer.Adam.KERAS, 0.004));
        assertThat(read("{\"optimizer\": {\"kind\": \"sgd\"}}").optimizer())
                .isEqualTo(new Optimizer.Sgd(0.01, 0, false, 0, Rates.EQUAL));
        assertThat(read("{\"schedule\": {\"kind\": \"one_cycle\"}}").schedule())
                .isEqualTo(new Schedule.OneCycle(0.3, 0.04, 0.000004));
        assertThat(read("{\"averaging\": {\"kind\": \"lookahead\"}}").averaging())
                .containsExactly(new Averaging.Lookahead(5, 0.5));
        assertThat(read("{\"augmentations\": [{\"kind\": \"erase\"}, {\"kind\": \"flip\"}]}")
                        .augmentations())
                .containsExactly(
                        new Augmentation.Erase(
                                0.5, new Augmentation.Range(0.02, 0.33), new Augmentation.Range(0.3, 3.3)),
                        new Augmentation.Flip(Augmentation.Flip.Mode.RANDOM));
    }

    @Test
    void shouldReadEveryPart() throws Exception {
        Recipe recipe = read(MODERN);

        assertThat(recipe.batchSize()).isEqualTo(64);
        assertThat(recipe.epochs()).isEqualTo(8);
        assertThat(recipe.optimizer()).isEqualTo(new Optimizer.Sgd(0.1, 0.9, true, 0.0005, new Rates(1, 64, 1, 64)));
        assertThat(recipe.schedule()).isEqualTo(new Schedule.OneCycle(0.2, 0.2, 0.07));
        assertThat(recipe.labelSmoothing()).isEqualTo(0.1);
        assertThat(recipe.holdout()).isEqualTo(Holdout.shuffled(0.2, 42));
        assertThat(recipe.augmentations())
                .hasSize(8)
                .startsWith(
                        new Augmentation.Crop(2, Augmentation.Crop.Fill.REFLECT),
                        new Augmentation.Flip(Augmentation.Flip.Mode.ALTERNATING),
                        new Augmentation.Shift(0.1, 0));
        assertThat(recipe.earlyStopping()).isEqualTo(Optional.of(new EarlyStopping(5)));
        assertThat(recipe.averaging()).containsExactly(new Averaging.Lookahead(5, 0.5), new Averaging.Ema(0.999, 5));
        assertThat(recipe.prediction()).isEqualTo(new Prediction(true, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                MODERN,
                "{\"optimizer\": {\"kind\": \"adam\", \"beta_1\": 0.5, \"rates\": {\"gamma\": 2}}}",
                "{\"optimizer\": {\"kind\": \"adamw\", \"weight_decay\": 0, \"epsilon\": 0.1}}",
                "{\"schedule\": {\"kind\": \"step\", \"every\": 3, \"factor\": 0.1}}",
                "{\"schedule\": {\"kind\": \"cosine\", \"warmup\": 0.1}}",
                "{\"schedule\": {\"kind\": \"piecewise\", \"points\": [[0, 0.1], [1.5, 1], [10, 0]]}}",
                "{\"holdout\": {\"kind\": \"tail\", \"fraction\": 0.25}}",
                "{\"augmentations\": {\"kind\": \"keras\", \"width_shift\": 0.2, \"horizontal_flip\": true}}",
            })
    void shouldReadWhatItWrote(String json) throws Exception {
        Recipe recipe = read(json);

        String written = recipe.write().toString();

        assertThat(read(written)).isEqualTo(recipe);
        assertThat(read(written).write()).hasToString(written);
    }

    @Test
    void shouldLeaveOutDefaultsSoThatEqualRecipesHaveEqualTexts() throws Exception {
        assertThat(Recipe.DEFAULT.write()).hasToString("{}");
        assertThat(read("{\"epochs\": 10, \"optimizer\": {\"kind\": \"adam\", \"epsilon\": 1e-7}}")
                        .write())
                .hasToString("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"batch_size\": 0}| batch_size must be an integer between 1 and 4096, but is 0",
                "{\"epochs\": 1e9}| epochs must be an integer between 1 and 100000, but is 1E+9",
                "{\"label_smoothing\": 1}| label_smoothing must be a number between 0 and 0.9, but is 1",
                "{\"optimizer\": \"sgd\"}| optimizer must be an object, but is \"sgd\"",
                "{\"optimizer\": {\"kind\": \"lion\", \"momentum\": 3}}| optimizer.kind must be one of adam, adamw,"
                        + " sgd, but is \"lion\"",
                "{\"optimizer\": {\"kind\": \"sgd\", \"learning_rate\": 1e999}}| optimizer.learning_rate must be a"
                        + " number between 1.0E-12 and 1000, but is 1E+999",
                "{\"optimizer\": {\"kind\": \"sgd\", \"nesterov\": true}}| optimizer.nesterov must be false without"
                        + " momentum",
                "{\"optimizer\": {\"kind\": \"adam\", \"rates\": {\"bias\": -1}}}| optimizer.rates.bias must be a"
                        + " number between 0 and 1000, but is -1",
                "{\"schedule\": {\"kind\": \"piecewise\", \"points\": [[1, 1], [1, 2]]}}| schedule.points[1] must be"
                        + " of a later epoch than the point before, but is [1, 2]",
                "{\"schedule\": {\"kind\": \"piecewise\", \"points\": []}}| schedule.points must be a list of 1 to 100"
                        + " elements, but has 0",
                "{\"schedule\": {\"kind\": \"piecewise\", \"points\": [[1]]}}| schedule.points[0] must be a list of 2"
                        + " to 2 elements, but has 1",
                "{\"early_stopping\": {\"patience\": 5}}| early_stopping must come with a holdout, whose loss it"
                        + " watches",
                "{\"early_stopping\": {\"patience\": 5}, \"holdout\": {\"kind\": \"none\"}}| early_stopping must come"
                        + " with a holdout, whose loss it watches",
                "{\"holdout\": {\"kind\": \"shuffled\", \"fraction\": 0}}| holdout.fraction must be a number between"
                        + " 1.0E-6 and 0.9, but is 0",
                "{\"augmentations\": [{\"kind\": \"crop\", \"padding\": 17}]}| augmentations[0].padding must be an"
                        + " integer between 1 and 16, but is 17",
                "{\"augmentations\": [{\"kind\": \"erase\", \"area\": [0.5, 0.1]}]}| augmentations[0].area must not"
                        + " end before it begins, but is [0.5, 0.1]",
                "{\"augmentations\": [{\"kind\": \"keras\"}, {\"kind\": \"keras\"}]}| augmentations must have keras at"
                        + " most once, but has it 2 times",
                "{\"averaging\": [{\"kind\": \"ema\"}, {\"kind\": \"ema\", \"decay\": 0.5}]}| averaging must have at"
                        + " most one of each kind",
                "{\"prediction\": {\"shifts\": 9}}| prediction.shifts must be an integer between 0 and 8, but is 9",
            })
    void shouldRefuseWhatIsWrongWithItsPath(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(message);
    }

    @Test
    void shouldTellAllFaultsAtOnce() {
        InvalidDefinitionException refusal = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> read("{\"epochs\": 0, \"optimizer\": {\"kind\": \"sgd\", \"beta_1\": 0.9, \"momentum\": 2},"
                        + " \"augmentations\": [{\"kind\": \"blur\"}, {\"kind\": \"cutout\"}], \"loss\": 1}"));

        assertThat(refusal.faults())
                .extracting(Fault::path)
                .containsExactly(
                        "epochs",
                        "optimizer.momentum",
                        "optimizer.beta_1",
                        "augmentations[0].kind",
                        "augmentations[1].size",
                        "loss");
    }

    @Test
    void shouldTellHowManyValuesATrainingKeepsForEachParameter() throws Exception {
        assertThat(Recipe.DEFAULT.valuesPerParameter()).isEqualTo(3);
        assertThat(read(MODERN).valuesPerParameter()).isEqualTo(4);
        assertThat(read("{\"optimizer\": {\"kind\": \"sgd\"}}").valuesPerParameter())
                .isEqualTo(1);
    }

    @Test
    void shouldCheckItselfHoweverItIsMade() {
        assertThatThrownBy(() -> new Optimizer.Sgd(0.1, 0, true, 0, Rates.EQUAL))
                .hasMessage("nesterov must be false without momentum");
        assertThatThrownBy(() -> new Optimizer.Sgd(Double.NaN, 0, false, 0, Rates.EQUAL))
                .hasMessageContaining("learning_rate must be between");
        assertThatThrownBy(() -> new Schedule.Piecewise(List.of(new Schedule.Point(1, 1), new Schedule.Point(1, 1))))
                .hasMessage("points must have epochs that rise, but 1.0 comes after 1.0");
        assertThatThrownBy(() -> new Augmentation.Range(2, 1))
                .hasMessage("a range must not end before it begins, but is 2.0 to 1.0");
    }

    private static Recipe read(String json) throws InvalidDefinitionException {
        return Recipe.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
