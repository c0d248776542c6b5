package io.atelier.contract.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetSelectionTest {

    @Test
    void shouldReadEveryField() throws Exception {
        assertThat(read("'shoes-1a2b3c4d'")).isEqualTo(new DatasetSelection.Named("shoes-1a2b3c4d"));
        assertThat(read(
                        "{'name': 'shoes', 'topic': 'shoe-images', 'classes': ['sandal', 'boot'], 'image_size': [64, 48],"
                                + " 'resize': 'pad', 'colour': 'grey', 'test_fraction': 0.1, 'split_seed': 7}"))
                .isEqualTo(new DatasetRequest(
                        "shoes",
                        new TopicRequest(
                                "shoe-images",
                                Optional.of(List.of("sandal", "boot")),
                                new SourceSettings(Optional.of(new Size(64, 48)), Resize.PAD, Colour.GREY, 0.1, 7))));
        assertThat(read("{'name': 'shoes', 'topic': 'Shoes.2'}"))
                .isEqualTo(new DatasetRequest(
                        "shoes", new TopicRequest("Shoes.2", Optional.empty(), SourceSettings.DEFAULT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'shoes'",
                "{'name': 'shoes', 'topic': 'shoe-images'}",
                "{'name': 'shoes', 'topic': 'shoe-images', 'classes': ['b', 'a'], 'image_size': [8, 9], 'resize': 'stretch',"
                        + " 'colour': 'rgb', 'test_fraction': 0.5, 'split_seed': 1}"
            })
    void shouldReadWhatItWrote(String json) throws Exception {
        DatasetSelection selection = read(json);

        FieldWriter out = new FieldWriter();
        selection.write("dataset", out);
        assertThat(read(out.done().get("dataset").toString())).isEqualTo(selection);
    }

    /** The command line checks networks by it before anything is started. */
    @Test
    void shouldKnowTheShapeWhereTheRequestSaysIt() throws Exception {
        String sized =
                "{'name': 'shoes', 'topic': 't', 'image_size': [8, 9], 'classes': ['a', 'b', 'c'], 'colour': '%s'}";

        assertThat(read(sized.formatted("rgb")).shape()).contains(new DatasetShape(new Shape(8, 9, 3), 3));
        assertThat(read(sized.formatted("grey")).shape()).contains(new DatasetShape(new Shape(8, 9, 1), 3));
        assertThat(read(sized.formatted("auto")).shape()).isEmpty();
        assertThat(read("{'name': 'shoes', 'topic': 't', 'image_size': 8, 'colour': 'rgb'}")
                        .shape())
                .isEmpty();
        assertThat(read("'fashion-mnist'").shape()).contains(KnownShapes.FASHION_MNIST);
        assertThat(read("'shoes'").shape()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3 | must be the name of a dataset, or an object such as {\"name\": \"shoes\", \"topic\": \"shoe-images\"}, but is 3",
                "'My Shoes' | must be 1 to 64 characters of a-z, 0-9, _ and -, beginning with a letter or digit, but is"
                        + " \"My Shoes\"",
                "{} | name must be given; topic must be given",
                "{'name': 'synthetic-2', 'topic': 't'} | name must not begin with synthetic, as drawn images alone are called,"
                        + " but is \"synthetic-2\"",
                "{'name': 'a', 'topic': 'atelier.batches'} | topic must be a topic of images, but atelier.batches is one of"
                        + " Atelier's own",
                "{'name': 'a', 'topic': '__consumer_offsets'} | topic must be a topic of images, but __consumer_offsets is one"
                        + " of Kafka's own",
                "{'name': 'a', 'topic': '..'} | topic must be 1 to 249 characters of a-z, A-Z, 0-9, ., _ and -, but is \"..\"",
                "{'name': 'a', 'topic': 3} | topic must be text of at most 4096 characters, but is 3",
                "{'name': 'a', 'topic': 't', 'classes': ['b', 'b', '']} | classes[1] must be different from the classes"
                        + " before, but is \"b\"; classes[2] must not be empty",
                "{'name': 'a', 'topic': 't', 'classes': ['b']} | classes must be a list of 2 to 65536 elements, but has 1",
                "{'name': 'a', 'topic': 't', 'image_size': 2000, 'resize': 'zoom', 'test_fraction': 1} | image_size must be an"
                        + " integer between 1 and 1024, but is 2000; resize must be one of crop, stretch, pad, but is"
                        + " \"zoom\"; test_fraction must be a number between 0.001 and 0.9, but is 1",
                "{'name': 'a', 'topic': 't', 'size': 8} | size is unknown: a field here must be one of name, topic, classes,"
                        + " image_size, resize, colour, test_fraction, split_seed",
            })
    void shouldSayAllThatIsWrong(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(message);
    }

    @Test
    void shouldRefuseNamesThatLeaveNoRoomForTheHash() {
        assertThatThrownBy(() -> DatasetRequest.read(bytes("{'name': '" + "a".repeat(56) + "', 'topic': 't'}")))
                .hasMessage("name is longer than 55 characters");
        assertThatThrownBy(() -> DatasetRequest.read(bytes("'shoes'")))
                .hasMessage("must be an object, but is \"shoes\"");
    }

    private static DatasetSelection read(String json) throws InvalidDefinitionException {
        return DefinitionText.read(bytes(json), DatasetSelection::read);
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
