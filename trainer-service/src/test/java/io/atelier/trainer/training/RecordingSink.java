package io.atelier.trainer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps every commit; a commit is due after every batch. */
final class RecordingSink implements ProgressSink {

    final List<Commit> commits = new ArrayList<>();
    private int accepted = Integer.MAX_VALUE;

    /** Refuses all but the first {@code commits}. */
    RecordingSink accepting(int commits) {
        accepted = commits;
        return this;
    }

    @Override
    public boolean isDue() {
        return true;
    }

    @Override
    public boolean commit(Commit commit) {
        if (commits.size() == accepted) {
            return false;
        }
        commits.add(commit);
        return true;
    }

    List<EpochEnd> epochs() {
        return commits.stream().map(Commit::epochEnd).flatMap(Optional::stream).toList();
    }

    Commit last() {
        return commits.get(commits.size() - 1);
    }
}
