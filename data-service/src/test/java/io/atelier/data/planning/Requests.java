package io.atelier.data.planning;

import io.atelier.contract.definition.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;

/** Plans requests that are written as JSON, with apostrophes for quotation marks. */
final class Requests {

    private Requests() {}

    static PlannedRun plan(Planner planner, String json) throws InvalidDefinitionException {
        return planner.plan(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** All of a profile. */
    static PlannedRun plan(Planner planner, String run, String profile) throws InvalidDefinitionException {
        return plan(planner, "{'run': '" + run + "', 'profile': '" + profile + "'}");
    }
}
