package io.atelier.evaluator.api;

import io.atelier.contract.Require;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.evaluator.view.KnownDataset;
import io.atelier.evaluator.view.Run;
import io.atelier.evaluator.view.RunView;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Optional;

/** Finds datasets by the ids that a request gives, or says what is wrong with the ids. */
@Singleton
public final class Datasets {

    private final RunView view;

    Datasets(RunView view) {
        this.view = view;
    }

    /** All that are described, by name. */
    public List<KnownDataset> all() {
        return view.datasets();
    }

    /**
     * The dataset of that id.
     *
     * @throws BadRequestException if it can't be a dataset's id
     * @throws NotFoundException if no such dataset is described
     */
    public KnownDataset named(String id) {
        try {
            Require.name(id, "dataset");
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
        return view.dataset(id)
                .orElseThrow(() -> new NotFoundException(
                        "There is no dataset \"" + id + "\": GET /api/datasets lists those there are"));
    }

    /** What a run is of, if it is described. */
    public Optional<KnownDataset> of(Run run) {
        return view.dataset(run.dataset());
    }

    /** The runs that are held which are of a dataset, the latest first. */
    public List<Run> runs(KnownDataset dataset) {
        DatasetReference reference = dataset.description().reference();
        return view.runs().stream()
                .filter(run -> run.definition().dataset().equals(reference))
                .toList();
    }
}
