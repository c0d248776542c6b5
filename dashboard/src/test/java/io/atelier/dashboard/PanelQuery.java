package io.atelier.dashboard;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a panel asks Prometheus.
 *
 * @param dashboard its uid
 * @param panel its title
 * @param ref the query's name in the panel
 * @param expression PromQL with Grafana's variables
 * @param instant of one moment, not of all the time shown
 */
record PanelQuery(String dashboard, String panel, String ref, String expression, boolean instant) {

    /** With values for Grafana's variables. */
    String expression(Map<String, String> variables) {
        String text = expression;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            text = text.replaceAll(
                    "\\$" + variable.getKey() + "\\b|\\$\\{" + variable.getKey() + "\\}", variable.getValue());
        }
        return text;
    }

    boolean asksFor(String metric) {
        return Pattern.compile("(?<![a-zA-Z0-9_:])" + metric + "(?![a-zA-Z0-9_:])")
                .matcher(expression)
                .find();
    }

    @Override
    public String toString() {
        return dashboard + " / " + panel + " / " + ref;
    }
}
