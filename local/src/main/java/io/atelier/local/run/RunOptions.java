package io.atelier.local.run;

import java.util.List;

/**
 * What was asked for on the command line; null where nothing was said.
 *
 * @param dataset {@code auto}, {@code fashion-mnist}, {@code synthetic} or an absolute path
 */
public record RunOptions(
        String profile,
        List<String> architectures,
        List<Long> seeds,
        Integer epochs,
        Integer trainImages,
        Integer testImages,
        String dataset) {}
