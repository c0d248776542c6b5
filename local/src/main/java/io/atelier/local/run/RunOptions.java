package io.atelier.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param request the fields of an experiment that were given, without its dataset
 * @param complete whether they are all that the run is made of, since they came from a file; else a profile adds to them
 * @param dataset text: {@code auto}, {@code fashion-mnist}, {@code synthetic}, an absolute path or {@code topic:T}, with which
 *     the data service is started, or another name; or an object, as an experiment has it; empty: nothing was said
 * @param broker of a broker that is there; empty: nothing was said
 * @param label what the name of a new directory begins with
 */
public record RunOptions(
        ObjectNode request, boolean complete, Optional<JsonNode> dataset, Optional<String> broker, String label) {

    /** The run's name, if it was given. */
    Optional<String> run() {
        return Optional.ofNullable(request.get("run")).map(name -> name.textValue());
    }
}
