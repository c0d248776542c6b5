package io.atelier.data;

import io.atelier.contract.dataset.Colour;
import io.atelier.contract.dataset.Resize;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What the images of a dataset become. */
public interface ImageConfig {

    /** Height and width of all images, such as {@code 64x64}; if absent, their own, or 64x64 if these differ. */
    Optional<String> imageSize();

    /** How images of another size get it: {@code crop} (the middle), {@code stretch} or {@code pad} (with black). */
    @WithDefault("crop")
    Resize resize();

    /** {@code auto} (grey if all images are), {@code grey} or {@code rgb}. */
    @WithDefault("auto")
    Colour colour();

    /** Share of each class that tests, from 0.001 to 0.9, where a folder has no {@code train} and {@code test}. */
    @WithDefault("0.2")
    double testFraction();

    /** Draws which images test, where a folder has no {@code train} and {@code test}. */
    @WithDefault("0")
    long splitSeed();

    /** Share of a dataset's images, from 0 to 1, that may be left out because they can't be read. */
    @WithDefault("0")
    double unreadableShare();
}
