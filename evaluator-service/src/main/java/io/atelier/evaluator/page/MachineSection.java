package io.atelier.evaluator.page;

import io.atelier.contract.message.Environment;
import io.atelier.evaluator.page.RunPage.Setting;
import io.atelier.evaluator.view.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine and its software, and the trials that were trained there last.
 *
 * @param trials their labels; "all" where it is all of several
 * @param settings what is known about the machine
 */
public record MachineSection(String trials, List<Setting> settings) {

    static List<MachineSection> of(List<Trial> trials) {
        Map<Environment, List<String>> byMachine = new LinkedHashMap<>();
        for (Trial trial : trials) {
            if (trial.event().environment() != null) {
                byMachine
                        .computeIfAbsent(trial.event().environment(), machine -> new ArrayList<>())
                        .add(trial.event().definition().configuration() + ", seed "
                                + trial.event().definition().seed());
            }
        }
        return byMachine.entrySet().stream()
                .map(entry -> new MachineSection(labels(entry.getValue(), trials.size()), settings(entry.getKey())))
                .toList();
    }

    private static String labels(List<String> labels, int all) {
        return all > 1 && labels.size() == all ? "all" : String.join("; ", labels);
    }

    private static List<Setting> settings(Environment machine) {
        return List.of(
                new Setting("Processor", machine.processor()),
                new Setting("Processors", Format.count(machine.processors())),
                new Setting("Threads of the trainer", Format.count(machine.threads())),
                new Setting("Operating system", machine.os()),
                new Setting("Java", machine.java()),
                new Setting("Engine", machine.engine()),
                new Setting("Arithmetic", Format.count(machine.arithmetic())),
                new Setting("Kafka client", machine.kafka()),
                new Setting("Atelier", machine.atelier()));
    }
}
