package io.atelier.evaluator.scoring;

import java.util.List;

/** The ten classes of Fashion-MNIST, in label order. The synthetic dataset draws the same ones. */
public final class ClassNames {

    public static final List<String> FASHION_MNIST = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private ClassNames() {}
}
