package io.atelier.evaluator.api;

import io.atelier.contract.Require;
import io.atelier.evaluator.view.Run;
import io.atelier.evaluator.view.RunView;
import io.atelier.evaluator.view.Trial;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.regex.Pattern;

/** Finds runs and trials by the names that a request gives, or says what is wrong with the names. */
@Singleton
public final class Runs {

    private static final Pattern TRIAL =
            Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}\\.[a-z0-9][a-z0-9_-]{0,63}\\.s\\d{1,19}");

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
                .orElseThrow(() ->
                        new NotFoundException("There is no run \"" + name + "\": GET /api/runs lists those there are"));
    }

    Trial trial(String id) {
        if (!TRIAL.matcher(id).matches()) {
            throw new BadRequestException("Expected a trial as <run>.<architecture>.s<seed>, found \""
                    + (id.length() <= 80 ? id : id.substring(0, 80) + "...") + "\"");
        }
        return view.trial(id)
                .filter(trial -> trial.event() != null)
                .orElseThrow(() -> new NotFoundException(
                        "There is no trial \"" + id + "\": GET /api/runs/<run>/results lists those of a run"));
    }
}
