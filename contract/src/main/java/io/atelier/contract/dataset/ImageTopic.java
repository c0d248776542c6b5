package io.atelier.contract.dataset;

import io.atelier.contract.MalformedMessageException;
import io.atelier.contract.Require;
import io.atelier.contract.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A topic of somebody's images. The value of a record is a PNG or JPEG file; the header {@value #LABEL} is the name of its
 * class; the header {@value #SPLIT}, which all records have or none, says whether it trains or tests. Keys may be missing.
 * They decide the order of the dataset: by what follows the last slash, then by class, then by the whole key.
 */
public final class ImageTopic {

    public static final String LABEL = "label";
    public static final String SPLIT = "split";

    /** Kafka's rule. */
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private static final int SHOWN = 80;

    private ImageTopic() {}

    /** What an image is for. */
    public enum Part {
        TRAIN("train"),
        TEST("test");

        private final String label;

        Part(String label) {
            this.label = label;
        }

        /** In the header, and in front of keys. */
        public String label() {
            return label;
        }
    }

    /**
     * Checks the name of such a topic.
     *
     * @throws IllegalArgumentException if no topic can be called so, or only one of Atelier's or Kafka's own
     */
    public static String requireName(String topic, String what) {
        Require.present(topic, what);
        Require.that(
                NAME.matcher(topic).matches(),
                "%s must be 1 to 249 characters of a-z, A-Z, 0-9, ., _ and -, but is \"%s\"",
                what,
                topic.length() <= SHOWN ? topic : topic.substring(0, SHOWN) + "...");
        Require.that(
                !topic.startsWith("atelier.") && !topic.startsWith("__"),
                "%s must be a topic of images, but %s is one of %s own",
                what,
                topic,
                topic.startsWith("__") ? "Kafka's" : "Atelier's");
        return topic;
    }

    /**
     * The name of the class; of several headers the last counts.
     *
     * @return 1 to {@value DatasetDescription#MAX_CLASS_NAME} characters
     * @throws MalformedMessageException if there is none
     */
    public static String label(Headers headers) throws MalformedMessageException {
        Header header = headers.lastHeader(LABEL);
        if (header == null || header.value() == null) {
            throw new MalformedMessageException(
                    "expected the name of its class in the header " + LABEL + ", found " + absence(header));
        }
        String label = text(header, DatasetDescription.MAX_CLASS_NAME);
        if (label.isEmpty() || label.length() > DatasetDescription.MAX_CLASS_NAME) {
            throw new MalformedMessageException("expected 1 to " + DatasetDescription.MAX_CLASS_NAME
                    + " characters in the header " + LABEL + ", found " + label.length());
        }
        return label;
    }

    /**
     * What the image is for, or nothing if there is no such header; of several the last counts.
     *
     * @throws MalformedMessageException if it is something else
     */
    public static Optional<Part> part(Headers headers) throws MalformedMessageException {
        Header header = headers.lastHeader(SPLIT);
        if (header == null) {
            return Optional.empty();
        }
        String text = header.value() == null ? absence(header) : text(header, SHOWN);
        for (Part part : Part.values()) {
            if (part.label().equals(text)) {
                return Optional.of(part);
            }
        }
        throw new MalformedMessageException("expected train or test in the header " + SPLIT + ", found \""
                + VisibleText.of(text.substring(0, Math.min(text.length(), SHOWN))) + '"');
    }

    private static String absence(Header header) {
        return header == null ? "none" : "null";
    }

    /** Decodes no more than may have that many characters. */
    private static String text(Header header, int characters) throws MalformedMessageException {
        byte[] value = header.value();
        // A character of text takes 3 bytes at most, and a pair of surrogates 4.
        if (value.length > 3 * characters) {
            throw new MalformedMessageException("expected at most " + characters + " characters in the header "
                    + header.key() + ", found " + value.length + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException(
                    "expected UTF-8 in the header " + header.key() + ", found other bytes", e);
        }
    }
}
