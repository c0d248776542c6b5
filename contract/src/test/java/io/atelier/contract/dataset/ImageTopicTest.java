package io.atelier.contract.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.dataset.ImageTopic.Part;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTopicTest {

    @ParameterizedTest
    @ValueSource(strings = {"cat", "größer als\n\"die\" Katze \u202e", "\ud83d\ude3a", "\u732b"})
    void shouldTakeAnyTextAsAClass(String name) throws Exception {
        assertThat(ImageTopic.label(headers("label", name))).isEqualTo(name);
    }

    @Test
    void shouldTakeTheLongestNameInAnyCharacters() throws Exception {
        assertThat(ImageTopic.label(headers("label", "\u732b".repeat(100)))).hasSize(100);
        assertThat(ImageTopic.label(headers("label", "\ud83d\ude3a".repeat(50))))
                .hasSize(100);
    }

    @Test
    void shouldSayWhatIsWrongWithALabel() {
        assertLabel(new RecordHeaders(), "expected the name of its class in the header label, found none");
        assertLabel(
                new RecordHeaders().add("label", null),
                "expected the name of its class in the header label, found null");
        assertLabel(headers("label", ""), "expected 1 to 100 characters in the header label, found 0");
        assertLabel(headers("label", "x".repeat(101)), "expected 1 to 100 characters in the header label, found 101");
        assertLabel(
                headers("label", "x".repeat(301)),
                "expected at most 100 characters in the header label, found 301 bytes");
        assertLabel(
                new RecordHeaders().add("label", new byte[] {'a', (byte) 0xff}),
                "expected UTF-8 in the header label, found other bytes");
    }

    @Test
    void shouldReadWhatAnImageIsFor() throws Exception {
        assertThat(ImageTopic.part(new RecordHeaders())).isEmpty();
        assertThat(ImageTopic.part(headers("split", "train"))).contains(Part.TRAIN);
        assertThat(ImageTopic.part(headers("split", "train").add("split", "test".getBytes(StandardCharsets.UTF_8))))
                .contains(Part.TEST);
        for (Headers wrong :
                new Headers[] {headers("split", "Train"), headers("split", ""), new RecordHeaders().add("split", null)
                }) {
            assertThatThrownBy(() -> ImageTopic.part(wrong))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessageStartingWith("expected train or test in the header split, found \"");
        }
    }

    @Test
    void shouldRefuseTopicsThatHoldNoImages() {
        assertThat(ImageTopic.requireName("Shoe_images.v2-a", "topic")).isEqualTo("Shoe_images.v2-a");
        for (String none : new String[] {"", ".", "..", "a/b", "schön", "a b", "x".repeat(250)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ImageTopic.requireName(none, "topic"))
                    .withMessageStartingWith("topic must be 1 to 249 characters of");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageTopic.requireName("atelier.trials", "topic"))
                .withMessage("topic must be a topic of images, but atelier.trials is one of Atelier's own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageTopic.requireName("__consumer_offsets", "topic"))
                .withMessage("topic must be a topic of images, but __consumer_offsets is one of Kafka's own");
    }

    private static void assertLabel(Headers headers, String message) {
        assertThatThrownBy(() -> ImageTopic.label(headers))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(message);
    }

    private static Headers headers(String name, String value) {
        return new RecordHeaders().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
