package io.atelier.contract.keras;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Padding;
import io.atelier.contract.architecture.PlannedLayer;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.Faults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what can be found only with the shapes of a network: whether it fits, and computes what Keras would. */
final class Agreement {

    private static final Pattern PATH = Pattern.compile("layers\\[(\\d+)](?:\\.(\\w+))?");

    private static final Map<String, String> FIELDS = Map.of(
            "kernel", ".config.kernel_size",
            "size", ".config.pool_size",
            "filters", ".config.filters",
            "mean", ".config.mean",
            "inputs", ".inbound_nodes");

    private final List<Origin> origins;
    private final Faults faults;

    /** {@code origins} has one for each layer of the network. */
    Agreement(List<Origin> origins, Faults faults) {
        this.origins = origins;
        this.faults = faults;
    }

    /** Empty after a fault was added. */
    Optional<NetworkPlan> plan(Architecture architecture, Shape image, int classes) {
        int before = faults.count();
        Faults found = new Faults();
        Optional<NetworkPlan> plan = NetworkPlan.of(architecture, image, classes, "", found);
        found.list().forEach(fault -> faults.add(pathInKeras(fault), fault.message()));
        plan.ifPresent(this::check);
        return faults.count() > before ? Optional.empty() : plan;
    }

    private String pathInKeras(Fault fault) {
        Matcher path = PATH.matcher(fault.path());
        if (!path.matches()) {
            return "config.layers";
        }
        String layer = origins.get(Integer.parseInt(path.group(1))).source().path();
        return layer + (path.group(2) == null ? "" : FIELDS.getOrDefault(path.group(2), ""));
    }

    private void check(NetworkPlan plan) {
        for (int i = 0; i < origins.size(); i++) {
            Origin origin = origins.get(i);
            PlannedLayer layer = plan.layers().get(i);
            checkAxis(origin, layer.input());
            if (layer.layer().flattens() && !layer.input().flat()) {
                faults.add(
                        origin.source().path(),
                        "must get a vector, but gets " + layer.input()
                                + ", each pixel of which it would take by itself: put Flatten or"
                                + " GlobalAveragePooling2D before it");
            }
            origin.padding().ifPresent(padding -> checkPadding(padding, origin, layer));
        }
    }

    private void checkAxis(Origin origin, Shape input) {
        int channels = input.flat() ? 1 : 3;
        int axis = origin.axis().orElse(-1);
        if (axis != -1 && axis != channels) {
            faults.add(
                    origin.source().path() + ".config.axis",
                    "must be " + channels + " or -1, the channels of " + input + ", but is " + axis);
        }
    }

    private void checkPadding(Tensor.Padding padding, Origin origin, PlannedLayer layer) {
        Convolution convolution = (Convolution) layer.layer();
        Meaning.Border border = padding.border();
        boolean equal = agrees(
                        border.top(),
                        border.bottom(),
                        layer.input().height(),
                        layer.output().height(),
                        convolution.kernel().height(),
                        convolution.stride().height())
                && agrees(
                        border.left(),
                        border.right(),
                        layer.input().width(),
                        layer.output().width(),
                        convolution.kernel().width(),
                        convolution.stride().width());
        if (!equal) {
            faults.add(
                    padding.source().path() + ".config.padding",
                    "must be what padding \"same\" of " + origin.source().path() + " does to " + layer.input()
                            + ", but is " + border + ", which has no equivalent here");
        }
    }

    /** Zeros that no window reaches do not matter. */
    private static boolean agrees(int before, int after, int input, int output, int window, int stride) {
        return before == Padding.SAME.before(input, window, stride)
                && Math.floorDiv(before + input + after - window, stride) + 1 == output;
    }
}
