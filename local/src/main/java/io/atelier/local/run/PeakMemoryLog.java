package io.atelier.local.run;

import io.atelier.local.process.PeakMemory;
import io.atelier.local.service.ServiceProcess;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Remembers the most memory that each process was seen to have, across its restarts. */
final class PeakMemoryLog {

    private final Map<String, Long> peaks = new TreeMap<>();

    void sample(List<ServiceProcess> processes) {
        for (ServiceProcess process : processes) {
            OptionalLong bytes = PeakMemory.bytes(process.pid());
            if (bytes.isPresent()) {
                peaks.merge(process.id(), bytes.getAsLong(), Math::max);
            }
        }
    }

    Map<String, Long> peaks() {
        return peaks;
    }
}
