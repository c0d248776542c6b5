package io.atelier.local.service;

/**
 * What can be chosen about the processes.
 *
 * @param trainers number of trainer processes
 * @param threads arithmetic threads of each trainer
 * @param dataset what the data service is to read: {@code auto}, {@code fashion-mnist}, {@code synthetic} or a directory
 */
public record ClusterSettings(int trainers, int threads, String dataset) {

    /** Divides the processors of this machine among the trainers. */
    public static ClusterSettings dividing(int processors, int trainers, String dataset) {
        return new ClusterSettings(trainers, Math.max(1, processors / trainers), dataset);
    }
}
