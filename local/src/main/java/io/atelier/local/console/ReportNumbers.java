package io.atelier.local.console;

import java.util.Map;
import java.util.Optional;

/**
 * What the study published, {@code report/cnn-fashion-mnist-report.txt}. Where its table and its log disagree, this is
 * the log: its test losses of 1 to 4, epochs, and seconds (the sum over the epochs where it states no total).
 */
record ReportNumbers(
        double accuracy, double precision, double recall, double f1, double loss, int epochs, double seconds) {

    private static final Map<String, ReportNumbers> BY_ARCHITECTURE = Map.of(
            "fmnist_1", new ReportNumbers(0.9201, 0.92, 0.9201, 0.92, 0.3869, 10, 122),
            "fmnist_2", new ReportNumbers(0.9175, 0.918, 0.9175, 0.9178, 0.2794, 10, 109),
            "fmnist_3", new ReportNumbers(0.9265, 0.926, 0.9265, 0.9263, 0.2131, 24, 127),
            "fmnist_4", new ReportNumbers(0.9181, 0.9185, 0.9181, 0.9183, 0.2280, 19, 484),
            "fmnist_5", new ReportNumbers(0.9305, 0.930159, 0.9305, 0.930260, 0.201618, 50, 1444),
            "fmnist_6", new ReportNumbers(0.9253, 0.925311, 0.9253, 0.925124, 0.207843, 36, 901));

    static Optional<ReportNumbers> of(String architecture) {
        return Optional.ofNullable(BY_ARCHITECTURE.get(architecture));
    }
}
