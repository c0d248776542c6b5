package io.atelier.local.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.definition.DefinitionText;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;

/**
 * Reads one YAML document as the JSON that it stands for. Only the parser of the library is used, which makes nothing of
 * what it reads: tags, anchors and aliases, keys that are there twice and further documents are refused. Plain words are
 * read as YAML 1.2 has it in JSON's spelling: {@code true}, {@code null} and numbers; {@code yes} and {@code 012} are text.
 * Confined to one thread.
 */
final class YamlReader {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER = 64;
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]{1,6})?");

    private final Iterator<Event> events;
    private int values;

    private YamlReader(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(DefinitionText.MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        this.events = new Yaml(options).parse(new StringReader(text)).iterator();
    }

    /** {@code text} must be bounded already. */
    static JsonNode read(String text) throws InvalidDefinitionException {
        try {
            return new YamlReader(text).document();
        } catch (MarkedYAMLException e) {
            throw refused("must be YAML, but is not" + place(e.getProblemMark()) + ": " + e.getProblem());
        } catch (YAMLException e) {
            throw refused("must be YAML, but is not: "
                    + e.getMessage().lines().findFirst().orElse("unreadable"));
        }
    }

    private JsonNode document() throws InvalidDefinitionException {
        Event event = events.next();
        if (event instanceof StreamStartEvent) {
            event = events.next();
        }
        if (!(event instanceof DocumentStartEvent)) {
            throw refused("must be YAML, but is empty");
        }
        JsonNode root = value(events.next(), 0);
        events.next(); // The document's end.
        Event next = events.next();
        if (next instanceof DocumentStartEvent) {
            throw refused("must be one document, but a second begins" + place(next.getStartMark()));
        }
        return root;
    }

    private JsonNode value(Event event, int depth) throws InvalidDefinitionException {
        if (++values > DefinitionText.MAX_TOKENS) {
            throw refused("must have at most " + DefinitionText.MAX_TOKENS + " values, but has more");
        }
        requirePlain((NodeEvent) event);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        if (depth == MAX_DEPTH) {
            throw refused("must be nested at most " + MAX_DEPTH + " deep, but is deeper" + place(event.getStartMark()));
        }
        return event instanceof MappingStartEvent ? object(depth + 1) : list(depth + 1);
    }

    private static void requirePlain(NodeEvent event) throws InvalidDefinitionException {
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        String found = null;
        if (event instanceof AliasEvent) {
            found = "the alias *" + event.getAnchor();
        } else if (event.getAnchor() != null) {
            found = "the anchor &" + event.getAnchor();
        } else if (tag != null) {
            found = "the tag " + tag;
        }
        if (found != null) {
            throw refused("must be YAML without anchors, aliases and tags, but has " + found
                    + place(event.getStartMark()) + ": write the value itself");
        }
    }

    private JsonNode object(int depth) throws InvalidDefinitionException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            requirePlain((NodeEvent) event);
            if (!(event instanceof ScalarEvent key)) {
                throw refused(
                        "must have text as names of fields, but has a list or an object" + place(event.getStartMark()));
            }
            if (object.has(key.getValue())) {
                throw refused("must have each field once, but has " + key.getValue() + " again"
                        + place(event.getStartMark()));
            }
            object.set(key.getValue(), value(events.next(), depth));
        }
        return object;
    }

    private JsonNode list(int depth) throws InvalidDefinitionException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            list.add(value(event, depth));
        }
        return list;
    }

    private static JsonNode scalar(ScalarEvent scalar) {
        String text = scalar.getValue();
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (!scalar.isPlain()) {
            return nodes.textNode(text);
        }
        if (text.isEmpty() || text.equals("null") || text.equals("~")) {
            return nodes.nullNode();
        }
        if (text.equals("true") || text.equals("false")) {
            return nodes.booleanNode(text.equals("true"));
        }
        if (text.length() <= MAX_NUMBER && INTEGER.matcher(text).matches()) {
            return integer(new BigInteger(text));
        }
        return text.length() <= MAX_NUMBER && DECIMAL.matcher(text).matches()
                ? DecimalNode.valueOf(new BigDecimal(text))
                : nodes.textNode(text);
    }

    /** In the smallest type, as JSON's numbers are read. */
    private static JsonNode integer(BigInteger number) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (number.bitLength() < Integer.SIZE) {
            return nodes.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? nodes.numberNode(number.longValue()) : nodes.numberNode(number);
    }

    private static InvalidDefinitionException refused(String message) {
        return new InvalidDefinitionException(List.of(new Fault("", message)));
    }

    private static String place(Mark mark) {
        return mark == null ? "" : " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }
}
