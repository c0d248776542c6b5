package io.atelier.evaluator.api;

import io.atelier.contract.Require;
import io.atelier.evaluator.view.Run;
import io.atelier.evaluator.view.RunView;
import io.atelier.evaluator.view.Trial;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import java.util.List;

/** Finds runs and trials by the names that a request gives, or says what is wrong with the names. */
@Singleton
public final class Runs {

    private final RunView view;

    Runs(RunView view) {
        this.view = view;
    }

    public List<Run> all() {
        return view.runs();
    }

    /**
     * The run of that name.
     *
     * @throws BadRequestException if it can't be a run's name
     * @throws NotFoundException if there is no such run
     */
    public Run named(String name) {
        try {
            Require.name(name, "run");
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
        return view.run(name)
                .orElseThrow(() -> new NotFoundException(
                        "There is no run \"" + name + "\": GET /api/runs lists those there are" + forgotten()));
    }

    /** Names of the classes of its dataset, in label order; their numbers where they are not known. */
    public List<String> classNames(Run run) {
        return view.classNames(run.definition().dataset());
    }

    Trial trial(String id) {
        try {
            Require.trial(id, "trial");
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
        return view.trial(id)
                .filter(trial -> trial.event() != null)
                .orElseThrow(() -> new NotFoundException("There is no trial \"" + id
                        + "\": GET /api/runs/<run>/results lists those of a run" + forgotten()));
    }

    private String forgotten() {
        return view.hasForgotten()
                ? ". Held are at most " + view.maxRuns()
                        + " runs, those with the latest activity, older ones are forgotten: their results"
                        + " are on the broker, to see them set atelier.evaluator.max-runs higher and restart the evaluator"
                : "";
    }
}
