package io.atelier.evaluator.view;

import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetStatistics;
import java.util.Optional;

/**
 * A dataset that a data service has described.
 *
 * @param statistics of its images, once they are known
 */
public record KnownDataset(DatasetDescription description, Optional<DatasetStatistics> statistics) {}
