package io.atelier.local.experiment;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.keras.KerasModel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A Keras model as an experiment to start from. */
public final class KerasFile {

    private KerasFile() {}

    /** As YAML; what should be known about it stands above it. */
    public static String of(KerasModel model) {
        NetworkPlan plan = model.plan();
        String head = String.format(
                Locale.ROOT,
                "# Of a Keras model for images of %s and %d classes, with %,d parameters; its weights stayed behind.\n",
                plan.input(),
                plan.classes(),
                plan.parameterCount());
        String notes = model.notes().stream().map(note -> "# " + note + ".\n").collect(Collectors.joining());
        return head
                + notes
                + YamlWriter.write(new FieldWriter()
                        .objects("architectures", List.of(plan.architecture().write()))
                        .done());
    }
}
