package io.atelier.data.pack;

/** Is told how far the making of a dataset is. */
@FunctionalInterface
public interface MakingListener {

    /** Is told nothing. */
    MakingListener NONE = making -> {};

    /** Called often by the thread that makes the dataset, so it must return at once. */
    void at(Making making);
}
