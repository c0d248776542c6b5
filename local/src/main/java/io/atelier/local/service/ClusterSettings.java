package io.atelier.local.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be chosen about the processes.
 *
 * @param trainers number of trainer processes
 * @param threads arithmetic threads of each trainer
 * @param dataset what the data service is to read: {@code auto}, {@code fashion-mnist}, {@code synthetic}, a directory,
 *     {@code topic:T}, or {@code none} where requests say it
 * @param broker one that is there; empty: some are started
 * @param brokers how many are started
 * @param brokerProperties settings of the broker beside its own
 * @param options JVM options beside those that every process of a kind has
 */
public record ClusterSettings(
        int trainers,
        int threads,
        String dataset,
        Optional<BrokerAddress> broker,
        int brokers,
        Map<String, String> brokerProperties,
        Map<ProcessKind, List<String>> options) {

    /** The data service's variable for a folder, which comes before its dataset. */
    public static final String FOLDER_VARIABLE = "ATELIER_DATA_FOLDER";

    public ClusterSettings {
        brokerProperties = Map.copyOf(brokerProperties);
        options = Map.copyOf(options);
    }

    /** With a broker that is started. */
    public ClusterSettings(
            int trainers,
            int threads,
            String dataset,
            Map<String, String> brokerProperties,
            Map<ProcessKind, List<String>> options) {
        this(trainers, threads, dataset, Optional.empty(), 1, brokerProperties, options);
    }

    /** Divides the processors of this machine among the trainers. */
    public static ClusterSettings dividing(
            int processors, int trainers, String dataset, Optional<BrokerAddress> broker) {
        return new ClusterSettings(
                trainers, Math.max(1, processors / trainers), dataset, broker, 1, Map.of(), Map.of());
    }

    /** The same with so many brokers that are started. */
    public ClusterSettings withBrokers(int number) {
        return new ClusterSettings(trainers, threads, dataset, broker, number, brokerProperties, options);
    }
}
