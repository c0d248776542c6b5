package io.atelier.local.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes JSON as YAML for people: what has no objects within it stands in one line, in braces. */
final class YamlWriter {

    private static final int WIDTH = 110;

    private YamlWriter() {}

    static String write(JsonNode value) {
        DumperOptions options = new DumperOptions();
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setWidth(WIDTH);
        StringWriter out = new StringWriter();
        new Yaml(options).serialize(node(value), out);
        return out.toString();
    }

    private static Node node(JsonNode value) {
        if (value.isObject()) {
            List<NodeTuple> fields = new ArrayList<>();
            value.properties()
                    .forEach(field ->
                            fields.add(new NodeTuple(scalar(Tag.STR, field.getKey()), node(field.getValue()))));
            return new MappingNode(Tag.MAP, fields, style(value));
        }
        if (value.isArray()) {
            List<Node> elements = new ArrayList<>();
            value.forEach(element -> elements.add(node(element)));
            return new SequenceNode(Tag.SEQ, elements, style(value));
        }
        if (value.isTextual()) {
            return scalar(Tag.STR, value.textValue());
        }
        if (value.isBoolean()) {
            return scalar(Tag.BOOL, value.asText());
        }
        return scalar(value.isIntegralNumber() ? Tag.INT : Tag.FLOAT, value.asText());
    }

    private static FlowStyle style(JsonNode value) {
        for (JsonNode element : value) {
            if (element.isObject() || style(element) == FlowStyle.BLOCK) {
                return FlowStyle.BLOCK;
            }
        }
        return FlowStyle.FLOW;
    }

    private static Node scalar(Tag tag, String text) {
        return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
    }
}
