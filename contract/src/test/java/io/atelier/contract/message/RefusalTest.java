package io.atelier.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Json;
import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.recipe.Holdout;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes one valid message, breaks one thing in it, and expects to be told exactly what. */
class RefusalTest {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @ParameterizedTest(name = "{0}{1} = {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "schema | 1 | trial definition has schema version 1; this build reads version 5: upgrade the older"
                        + " side",
                "run | - | run is missing",
                "run_trials | 0 | run_trials must be between 1 and 100000, but is 0",
                "run | \"../x\" | run must be 1 to 64 characters of a-z, 0-9, _ and -, beginning with a letter or"
                        + " digit, but is \"../x\"",
                "configuration | \"A\" | configuration must be 1 to 64 characters of a-z, 0-9, _ and -, beginning with a"
                        + " letter or digit, but is \"A\"",
                "profile | null | profile is missing",
                "seed | -1 | seed must not be negative, but is -1",
                "architecture | - | architecture is missing",
                "recipe | - | recipe is missing",
                "train | - | train is missing",
                "test | - | test is missing",
                "validation | - | a validation stream must be there exactly with a holdout in the recipe, which has"
                        + " Holdout[method=SHUFFLED, fraction=0.2, seed=42]",
                "test/dataset/classes | 11 | test must be of the dataset that train is of, fashion-mnist-0a1b2c3d (28x28x1"
                        + " and 10 classes), but is of fashion-mnist-0a1b2c3d (28x28x1 and 11 classes)",
                "recipe/holdout/seed | 1 | train.holdout must be the recipe's Holdout[method=SHUFFLED, fraction=0.2,"
                        + " seed=1], but is Holdout[method=SHUFFLED, fraction=0.2, seed=42]",
                "recipe/augmentations | [] | train.augmentations must be the recipe's [], but are"
                        + " [Keras[widthShift=0.2, heightShift=0.2, rotation=0.0, horizontalFlip=true]]",
                "validation/source | 50000 | validation must be held out of the images that train is made of:"
                        + " fashion-mnist-0a1b2c3d/validation/50000/shuffled0.2-42/r1172 is not, of"
                        + " fashion-mnist-0a1b2c3d/train/60000/shuffled0.2-42/w0.2h0.2r0.0f/r293/s7",
            })
    void shouldRefuseTrialDefinition(String place, String value, String reason) {
        expectRefusal("trial-definition", place, value, "Not a valid TrialDefinition: " + reason);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dataset | - | stream.dataset is missing",
                "split | - | stream.split is missing",
                "source | 0 | stream.source must be between 1 and 10000000, but is 0",
                "images | 60001 | stream.images must be between 1 and 60000, but is 60001",
                "holdout | - | stream.holdout is missing",
                "augmentations | - | stream.augmentations is missing",
                "record_images | 294 | stream.record_images must be between 1 and 293, as many F32 images of 28x28x1 as fit"
                        + " 921600 bytes, but is 294",
                "record_images | 0 | stream.record_images must be between 1 and 293, as many F32 images of 28x28x1 as fit"
                        + " 921600 bytes, but is 0",
                "split | \"test\" | only the train split is augmented, not test",
            })
    void shouldRefuseStream(String place, String value, String reason) {
        expectRefusal("trial-definition", "train/" + place, value, "Not a valid TrialDefinition at train: " + reason);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "train | dataset/channels | 2 | dataset.channels must be 1 or 3, but is 2",
                "train | dataset/classes | 65537 | dataset.classes must be between 2 and 65536, but is 65537",
                "train | dataset/height | 0 | dataset.height must be between 1 and 65536, but is 0",
                "train | dataset/id | - | dataset.id is missing",
                "validation | seed | 1 | only the train split has a seed, not validation",
                "test | holdout/method | \"tail\" | holdout.fraction must be 0 for method none and above 0 for the"
                        + " others, but is 0.0 for tail",
                "test | holdout/seed | 1 | holdout.seed must be 0 for method none, but is 1",
                "train | holdout/fraction | 0.95 | holdout.fraction must be between 0.0 and 0.9, but is 0.95",
                "train | holdout/seed | 4294967296 | holdout.seed must be between 0 and 2^32 - 1, but is 4294967296",
                "train | holdout/method | - | holdout.method is missing",
            })
    void shouldRefusePartsOfStreams(String stream, String place, String value, String reason) {
        String part = place.contains("/") ? stream + "." + place.substring(0, place.indexOf('/')) : stream;
        expectRefusal(
                "trial-definition",
                stream + "/" + place,
                value,
                "Not a valid TrialDefinition at " + part + ": " + reason);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "recipe/epochs | 0 | recipe: epochs must be an integer between 1 and 100000, but is 0",
                "recipe/early_stopping/patience | 0 | recipe: early_stopping.patience must be an integer between 1 and"
                        + " 100000, but is 0",
                "architecture/layers/0/filters | 0 | architecture: layers[0].filters must be an integer between 1 and"
                        + " 4096, but is 0",
            })
    void shouldRefuseDefinitionsOfATrial(String place, String value, String reason) {
        expectRefusal("trial-definition", place, value, "Expected TrialDefinition as JSON at " + reason);
    }

    /** As the build before wrote them: the version is told, not the first field that is missing. */
    @ParameterizedTest
    @CsvSource({
        "trial-definition-2, TrialDefinition, TrialDefinition has schema version 2; this build reads version 5",
        "trial-definition-4, TrialDefinition, TrialDefinition has schema version 4; this build reads version 5",
        "trial-event-of-definition-2, TrialEvent, TrialEvent has schema version 1; this build reads version 3",
        "trial-event-of-definition-4, TrialEvent, TrialEvent has schema version 2; this build reads version 3",
        "evaluation-1, Evaluation, Evaluation has schema version 1; this build reads version 3",
        "evaluation-2, Evaluation, Evaluation has schema version 2; this build reads version 3",
        "batch-request-1, BatchRequest, BatchRequest has schema version 1; this build reads version 3",
        "batch-request-2, BatchRequest, BatchRequest has schema version 2; this build reads version 3",
    })
    void shouldNameTheVersionOfWhatAnotherBuildWrote(String record, String type, String reason) throws Exception {
        Class<?> message = Class.forName("io.atelier.contract.message." + type);
        try (InputStream in = RefusalTest.class.getResourceAsStream("/old/" + record + ".json")) {
            byte[] bytes = in.readAllBytes();

            assertThatThrownBy(() -> Json.read(bytes, message))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessage("Not a valid " + type + ": " + reason + ": upgrade the older side");
        }
    }

    @Test
    void shouldRefuseATrialWhoseDefinitionIsTooLargeForAnEvent() {
        Architecture large = TestTrials.read(manyAdditions(600));
        int bytes = Json.write(large).length + Json.write(Examples.TRIAL.recipe()).length;

        assertThat(bytes).isGreaterThan(512 * 1024);
        assertThatThrownBy(() -> withArchitecture(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("architecture and recipe must have at most 524288 bytes of JSON, but have " + bytes);
        assertThat(withArchitecture(TestTrials.read(manyAdditions(100))).trial())
                .isEqualTo("night-1.fmnist_4.s7");
    }

    private static TrialDefinition withArchitecture(Architecture architecture) {
        TrialDefinition trial = Examples.TRIAL;
        return new TrialDefinition(
                TrialDefinition.SCHEMA,
                trial.run(),
                trial.runTrials(),
                trial.configuration(),
                architecture,
                trial.recipe(),
                trial.seed(),
                trial.profile(),
                trial.train(),
                trial.validation(),
                trial.test(),
                null,
                null);
    }

    /** Each of the 16 layers before it, whose names are long. */
    private static String manyAdditions(int number) {
        StringBuilder json = new StringBuilder("{\"name\": \"large\", \"layers\": [");
        for (int i = 0; i < number + 16; i++) {
            String inputs = IntStream.range(i - 16, i)
                    .mapToObj(input -> "\"" + longName(input) + "\"")
                    .collect(Collectors.joining(", "));
            json.append("{\"name\": \"")
                    .append(longName(i))
                    .append(
                            i < 16
                                    ? "\", \"kind\": \"scale\", \"factor\": 2}, "
                                    : "\", \"kind\": \"add\", \"inputs\": [" + inputs + "]}, ");
        }
        return json.append("{\"kind\": \"output\"}]}").toString();
    }

    private static String longName(int number) {
        return "n".repeat(60) + number;
    }

    /** Augmentations are definitions: read strictly, wherever they stand. */
    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "width_shift | 1 | width_shift must be a number between 0 and 0.99, but is 1",
                "height_shift | \"NaN\" | height_shift must be a number between 0 and 0.99, but is \"NaN\"",
                "kind | \"blur\" | kind must be one of shift, rotation, keras, flip, crop, cutout, erase, brightness,"
                        + " contrast, but is \"blur\"",
                "kind | \"crop\" | padding must be given; width_shift is unknown: a field here must be one of kind,"
                        + " padding, fill; height_shift is unknown: a field here must be one of kind, padding, fill;"
                        + " horizontal_flip is unknown: a field here must be one of kind, padding, fill",
            })
    void shouldRefuseAugmentations(String field, String value, String reason) {
        expectRefusal(
                "trial-definition",
                "train/augmentations/0/" + field,
                value,
                "Expected TrialDefinition as JSON at train.augmentations.0: " + reason);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "schema | 2 | dataset statistics has schema version 2; this build reads version 1: upgrade the older side",
                "dataset | - | dataset is missing",
                "dataset | \"<b>\" | dataset must be 1 to 64 characters of a-z, 0-9, _ and -, beginning with a letter or"
                        + " digit, but is \"<b>\"",
                "train | - | train is missing",
                "train | [500] | train must have at least 2 classes, but has 1",
                "train/1 | null | an element of train is missing",
                "train/1 | -1 | a count of train must be between 0 and 2147483647, but is -1",
                "train | [0, 0] | train must count between 1 and 2147483647 images, but counts 0",
                "test | [2147483647, 1] | test must count between 1 and 2147483647 images, but counts 2147483648",
                "test | [60, 40, 0] | test must have 2 classes as train, but has 3",
                "mean | [0.5, 0.5] | mean must have 1 or 3 channels, but has 2",
                "mean/0 | 1.01 | mean must be between 0.0 and 1.0, but is 1.01",
                "mean/0 | \"NaN\" | mean must be between 0.0 and 1.0, but is NaN",
                "deviation | [0.5] | deviation must have 3 channels as mean, but has 1",
                "deviation/2 | 0.51 | deviation must be between 0.0 and 0.5, but is 0.51",
                "deviation/2 | -0.01 | deviation must be between 0.0 and 0.5, but is -0.01",
            })
    void shouldRefuseDatasetStatistics(String place, String value, String reason) {
        expectRefusal("dataset-statistics", place, value, "Not a valid DatasetStatistics: " + reason);
    }

    @Test
    void shouldRefuseStreamsInTheWrongPlace() {
        StreamDefinition train = Examples.TRAIN_STREAM;
        StreamDefinition test = Examples.TEST_STREAM;
        StreamDefinition validation = Examples.VALIDATION_STREAM;
        assertThatThrownBy(() -> TestTrials.trial("r", 1, "fmnist_1", 1, "p", 1, null, test, null, test))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("train must be a train stream, but is test");
        assertThatThrownBy(() -> TestTrials.trial("r", 1, "fmnist_1", 1, "p", 1, null, train, null, validation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("test must be a test stream, but is validation");
        assertThatThrownBy(() -> TestTrials.trial("r", 1, "fmnist_1", 1, "p", 1, 1, train, test, test))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("validation must be a validation stream, but is test");
        assertThatThrownBy(() ->
                        new StreamDefinition(Examples.DATASET, Split.TEST, 9, 9, Holdout.tail(0.25), List.of(), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the test split has no holdout");
        assertThatThrownBy(() ->
                        new StreamDefinition(Examples.DATASET, Split.VALIDATION, 9, 9, Holdout.NONE, List.of(), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the validation split needs a holdout");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "schema | 0 | batch request has schema version 0; this build reads version 3: upgrade the older side",
                "stream | - | batch request: stream is missing",
                "epoch | 0 | epoch must be between 1 and 100000, but is 0",
                "first | 164 | first must be between 0 and 163, but is 164",
                "first | -1 | first must be between 0 and 163, but is -1",
                "count | 5 | count must be between 1 and 4, but is 5",
                "count | 0 | count must be between 1 and 4, but is 0",
            })
    void shouldRefuseBatchRequest(String place, String value, String reason) {
        expectRefusal("batch-request", place, value, "Not a valid BatchRequest: " + reason);
    }

    @Test
    void shouldRefuseBatchRequestsBeyondTheBounds() {
        assertThatThrownBy(() -> new BatchRequest(Examples.TRAIN_STREAM, 1, 0, 17))
                .hasMessage("count must be between 1 and 16, but is 17");
        assertThatThrownBy(() -> new BatchRequest(Examples.TEST_STREAM, 2, 0, 1))
                .hasMessage("epoch must be between 1 and 1, but is 2");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "schema | 3 | epoch metrics has schema version 3; this build reads version 2: upgrade the older side",
                "trial | - | trial is missing",
                "trial | \"../../x.s1\" | trial must be <run>.<configuration>.s<seed>, but is \"../../x.s1\"",
                "trial | \"r.a.s01\" | trial must be <run>.<configuration>.s<seed>, but is \"r.a.s01\"",
                "epoch | 0 | epoch must be between 1 and 100000, but is 0",
                "loss | 1e999 | loss must be a finite number, but is Infinity",
                "accuracy | 1.01 | accuracy must be between 0.0 and 1.0, but is 1.01",
                "val_loss | - | val_loss and val_accuracy come together",
                "val_accuracy | - | val_loss and val_accuracy come together",
                "val_loss | \"NaN\" | val_loss must be a finite number, but is NaN",
                "val_accuracy | -0.1 | val_accuracy must be between 0.0 and 1.0, but is -0.1",
                "seconds | -1 | seconds must be a finite number and not negative, but is -1.0",
                "images_per_second | \"Infinity\" | images_per_second must be a finite number and not negative, but is"
                        + " Infinity",
                "params_sha256 | - | params_sha256 is missing",
            })
    void shouldRefuseEpochMetrics(String place, String value, String reason) {
        expectRefusal("epoch-metrics", place, value, "Not a valid EpochMetrics: " + reason);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "schema | 4 | evaluation has schema version 4; this build reads version 3: upgrade the older side",
                "trial | \"x\" | trial must be <run>.<configuration>.s<seed>, but is \"x\"",
                "epoch | 0 | epoch must be between 1 and 100000, but is 0",
                "images | 0 | images must be between 1 and 2147483647, but is 0",
                "images | 8 | confusion must count 8 images, but counts 7",
                "classes | 1 | classes must be between 2 and 65536, but is 1",
                "classes | 3 | per_class must have 3 classes, but has 2",
                "classes | 21 | top5 belongs to more than 20 classes",
                "confused | - | confused is missing",
                "confused | [{\"label\": 0, \"predicted\": 1, \"images\": 1}] | confused belongs to more than 20 classes",
                "loss | \"NaN\" | loss must be a finite number, but is NaN",
                "accuracy | 2 | accuracy must be between 0.0 and 1.0, but is 2.0",
                "precision | 2 | precision must be between 0.0 and 1.0, but is 2.0",
                "recall | 2 | recall must be between 0.0 and 1.0, but is 2.0",
                "f1 | 2 | f1 must be between 0.0 and 1.0, but is 2.0",
                "per_class | - | per_class is missing",
                "per_class/0 | null | an element of per_class is missing",
                "per_class/1/label | 2 | per_class must be in label order, but 2 is at 1",
                "per_class/1/support | 4 | support of class 1 must be 3 as in confusion, but is 4",
                "confusion | - | confusion is missing",
                "confusion | [[3, 1]] | confusion must have 2 rows and columns, one for each of per_class",
                "confusion/1 | [1, 1, 1] | confusion must have 2 rows and columns, one for each of per_class",
                "confusion/1 | null | an element of confusion is missing",
                "confusion/1/1 | null | an element of a row of confusion is missing",
                "confusion/1/1 | -1 | a count of confusion must be between 0 and 7, but is -1",
                "sample | - | sample is missing",
                "sample/0 | null | an element of sample is missing",
                "sample/0/label | 2 | sample.label must be between 0 and 1, but is 2",
                "sample/0/predicted | 2 | sample.predicted must be between 0 and 1, but is 2",
                "mistakes | - | mistakes is missing",
                "mistakes | [null] | an element of mistakes is missing",
                "mistakes/0/label | 2 | mistakes.label must be between 0 and 1, but is 2",
                "mistakes/0/predicted | 2 | mistakes.predicted must be between 0 and 1, but is 2",
                "params_sha256 | \"AB\" | params_sha256 must be 64 hex digits in lower case, but is \"AB\"",
            })
    void shouldRefuseEvaluation(String place, String value, String reason) {
        expectRefusal("evaluation", place, value, "Not a valid Evaluation: " + reason);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "classes | 20 | sample.label must be between 0 and 19, but is 65535",
                "classes | 65535 | sample.label must be between 0 and 65534, but is 65535",
                "top5 | 0.25 | top5 must be between 0.5 and 1.0, but is 0.25",
                "confusion | [[1]] | confusion belongs to at most 20 classes, but there are 65536",
                "per_class | [] | per_class must have 20 classes, but has 0",
            })
    void shouldRefuseEvaluationOfManyClasses(String place, String value, String reason) {
        expectRefusal("evaluation-of-many-classes", place, value, "Not a valid Evaluation: " + reason);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "predicted, 65535, a class can't be confused with itself: 65535",
        "images, 0, 'images must be between 1 and 2147483647, but is 0'",
    })
    void shouldRefuseConfusedPairs(String field, String value, String reason) {
        expectRefusal(
                "evaluation-of-many-classes",
                "confused/0/" + field,
                value,
                "Not a valid Evaluation at confused.0: " + reason);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "per_class/0/label | -1 | per_class.0: label must be between 0 and 65535, but is -1",
                "per_class/0/name | - | per_class.0: name is missing",
                "per_class/0/precision | 2 | per_class.0: precision must be between 0.0 and 1.0, but is 2.0",
                "per_class/0/recall | 2 | per_class.0: recall must be between 0.0 and 1.0, but is 2.0",
                "per_class/0/f1 | 2 | per_class.0: f1 must be between 0.0 and 1.0, but is 2.0",
                "per_class/0/support | -1 | per_class.0: support must be between 0 and 2147483647, but is -1",
                "sample/0/index | -1 | sample.0: index must be between 0 and 2147483647, but is -1",
                "sample/0/label | -1 | sample.0: label must be between 0 and 65535, but is -1",
                "sample/0/predicted | 65536 | sample.0: predicted must be between 0 and 65535, but is 65536",
                "sample/0/probability | 1.5 | sample.0: probability must be between 0.0 and 1.0, but is 1.5",
            })
    void shouldRefusePartsOfEvaluation(String place, String value, String reason) {
        expectRefusal("evaluation", place, value, "Not a valid Evaluation at " + reason);
    }

    @ParameterizedTest(name = "{0} {1} = {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "queued | schema | 1 | trial event has schema version 1; this build reads version 3: upgrade the older"
                        + " side",
                "queued | definition | - | definition is missing",
                "queued | state | - | state is missing",
                "queued | at | - | at is missing",
                "queued | attempt | -1 | attempt must be between 0 and 2147483647, but is -1",
                "queued | epoch | 51 | epoch must be between 0 and 50, but is 51",
                "queued | state | \"FAILED\" | failure belongs to FAILED, not to FAILED",
                "queued | state | \"COMPLETED\" | result does not belong to COMPLETED, or is missing",
                "running | trainer | - | trainer is missing",
                "running | trainer | \"Trainer 1\" | trainer must be 1 to 64 characters of a-z, 0-9, _ and -, beginning"
                        + " with a letter or digit, but is \"Trainer 1\"",
                "running | attempt | 0 | attempt must be between 1 and 2147483647, but is 0",
                "failed | failure | - | failure belongs to FAILED, not to FAILED",
                "failed | state | \"RUNNING\" | failure belongs to FAILED, not to RUNNING",
                "early-stopped | result | - | result does not belong to EARLY_STOPPED, or is missing",
                "early-stopped | state | \"RUNNING\" | result does not belong to RUNNING, or is missing",
                "running | rungs | - | rungs is missing",
                "paused | rungs | [] | the last of rungs must be after epoch 9 for PAUSED, but is after 0",
                "paused | rungs/0/epoch | 9 | rungs must ascend up to epoch 9, but 9 follows 9",
                "paused | rungs/1/epoch | 10 | rungs must ascend up to epoch 9, but 10 follows 3",
                "paused | definition/halving | - | PAUSED and rungs belong to trials that compete",
                "pruned | rungs/1/epoch | 8 | the last of rungs must be after epoch 9 for PRUNED, but is after 8",
                "early-stopped | epoch | 22 | result.epochs must be epoch 22, but is 21",
                "running-somewhere | trainer | - | environment belongs to a trainer, but there is none",
                "early-stopped | state | \"COMPLETED\" | COMPLETED does not fit 21 of 50 epochs",
            })
    void shouldRefuseTrialEvent(String kind, String place, String value, String reason) {
        expectRefusal("trial-event-" + kind, place, value, "Not a valid TrialEvent: " + reason);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "5",
                "1e999999999",
                "true",
                "{}",
                "[1]",
                "\"\"",
                "\"5\"",
                "\"yesterday\"",
                "\"2026-02-30T00:00:00Z\"",
                "\"2026-01-02T03:04:05\"",
                "\"+1000000001-01-01T00:00:00Z\""
            })
    void shouldRefuseWhatIsNoTime(String value) {
        assertThatThrownBy(() -> Json.read(changed("trial-event-queued", "at", value), TrialEvent.class))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith("Expected TrialEvent as JSON at at: ");
    }

    @ParameterizedTest(name = "{0} {1} = {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "failed | failure/code | - | failure: failure.code is missing",
                "failed | failure/message | - | failure: failure.message is missing",
                "early-stopped | result/epochs | 0 | result: result.epochs must be between 1 and 100000, but is 0",
                "early-stopped | result/best_epoch | 22 | result: result.best_epoch must be between 1 and 21, but is"
                        + " 22",
                "early-stopped | result/train_seconds | -1 | result: result.train_seconds must be a finite number and"
                        + " not negative, but is -1.0",
                "early-stopped | result/images_per_second | -1 | result: result.images_per_second must be a finite"
                        + " number and not negative, but is -1.0",
                "early-stopped | result/params_sha256 | - | result: result.params_sha256 is missing",
                "running-somewhere | environment/java | - | environment: environment.java is missing",
                "running-somewhere | environment/threads | 0 | environment: environment.threads must be between 1 and"
                        + " 100000, but is 0",
                "queued | definition/run | - | definition: run is missing",
            })
    void shouldRefusePartsOfTrialEvent(String kind, String place, String value, String reason) {
        expectRefusal("trial-event-" + kind, place, value, "Not a valid TrialEvent at " + reason);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "schema | 9 | chunk manifest has schema version 9; this build reads version 1: upgrade the older side",
                "key | - | key is missing",
                "key | \"\" | key must have 1 to 200 characters",
                "slot | \"a/b\" | slot must be 1 to 64 characters of a-z, 0-9, _ and -, beginning with a letter or"
                        + " digit, but is \"a/b\"",
                "sequence | -1 | sequence must not be negative, but is -1",
                "length | 0 | length must be at least 1, but is 0",
                "chunks | 3 | 600000 bytes need 2 chunks of 524288 bytes, but chunks is 3",
                "length | 9223372036854775807 | 9223372036854775807 bytes need 2147483647 chunks of 524288 bytes,"
                        + " but chunks is 2",
                "sha256 | \"0\" | sha256 must be 64 hex digits in lower case, but is \"0\"",
                "attributes | - | attributes is missing",
                "attributes/architecture | null | attributes.architecture is missing",
            })
    void shouldRefuseChunkManifest(String place, String value, String reason) {
        expectRefusal("chunk-manifest", place, value, "Not a valid ChunkManifest: " + reason);
    }

    @Test
    void shouldRefuseAugmentedScoresThatAreNone() {
        expectRefusal(
                "evaluation-augmented",
                "augmented/accuracy",
                "2",
                "Not a valid Evaluation at augmented: accuracy must be between 0.0 and 1.0, but is 2.0");
    }

    @Test
    void shouldCutTheMessageOfAFailure() {
        assertThat(new Failure(Failure.Code.INTERNAL, "x".repeat(3_000)).message())
                .hasSize(2_000);
    }

    @Test
    void shouldTellFailuresWhateverTheirTextIs() throws Exception {
        String thread = "\uD83E\uDDF5";
        for (String text : new String[] {"x".repeat(1_999) + thread, "a\uD83Eb", "\uDDF5", "\u0000"}) {
            Failure failure = new Failure(Failure.Code.INTERNAL, text);

            assertThat(Json.read(Json.write(failure), Failure.class)).isEqualTo(failure);
        }
    }

    /** Sets the value at {@code place}, or removes it for "-". */
    private static void expectRefusal(String example, String place, String value, String message) {
        Class<?> type = Examples.all().get(example).getClass();
        assertThatThrownBy(() -> Json.read(changed(example, place, value), type))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(message);
    }

    private static byte[] changed(String example, String place, String value) throws IOException {
        JsonNode message = MAPPER.readTree(Examples.json(example));
        JsonPointer pointer = JsonPointer.compile("/" + place);
        JsonNode parent = message.at(pointer.head());
        String name = pointer.last().getMatchingProperty();
        assertThat(message.at(pointer).isMissingNode()).as("%s is there", place).isFalse();
        if (value.equals("-")) {
            ((ObjectNode) parent).remove(name);
        } else if (parent instanceof ArrayNode array) {
            array.set(pointer.last().getMatchingIndex(), MAPPER.readTree(value));
        } else {
            ((ObjectNode) parent).set(name, MAPPER.readTree(value));
        }
        return MAPPER.writeValueAsBytes(message);
    }
}
