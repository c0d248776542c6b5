package io.atelier.data.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;
import io.atelier.contract.dataset.DatasetSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A dataset as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@Schema(name = "Dataset")
record DatasetView(
        @Schema(required = true) String name,

        @Schema(description = "The name and the beginning of the hash; absent of a version that is not made yet")
        String id,

        @Schema(
                required = true,
                description =
                        "SERVED: requests for its records are answered; MAKING: it will be; FAILED: it can't be made; KNOWN: it was"
                                + " made by a data service, of a topic again as soon as it is asked for")
        State state,

        @Schema(description = "How far the making is, in words")
        String progress,

        @Schema(description = "Why it can't be made, or no newer version of it")
        String error,

        Integer height,
        Integer width,

        @Schema(description = "1 for grey, 3 for red, green and blue")
        Integer channels,

        @Schema(description = "How many") Integer classes,

        @Schema(description = "In the order of the labels; not in lists of datasets")
        List<String> classNames,

        @Schema(description = "Training images, those included that validate")
        Integer train,

        @Schema(description = "Test images") Integer test,

        @Schema(description = "Of the shape, and of pixels and label of every image")
        String pixelsSha256,

        Origin source) {

    /** What became of it. */
    enum State {
        KNOWN,
        MAKING,
        SERVED,
        FAILED
    }

    /** Where it came from. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @Schema(name = "DatasetSource")
    record Origin(
            @Schema(description = "Such as folder, idx, cifar-10, drawn or topic")
            String kind,

            @Schema(description = "The folder or topic") String place,

            @Schema(description = "What else decided its content or was noticed, by name; of a topic its offsets")
            Map<String, String> details) {

        private static Origin of(DatasetSource source) {
            return new Origin(source.kind(), source.place(), source.details());
        }
    }

    /** One that nobody has asked to be made, or that is served. */
    static DatasetView of(DatasetDescription dataset, State state) {
        return of(dataset, state, null, null);
    }

    /** A version that is being made again, or could not be. */
    static DatasetView of(DatasetDescription dataset, PendingDataset pending) {
        return of(dataset, state(pending), progress(pending), error(pending));
    }

    /** A version that is being made for the first time, or could not be. */
    static DatasetView of(PendingDataset pending) {
        return new DatasetView(
                pending.selection().name(),
                null,
                state(pending),
                progress(pending),
                error(pending),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** As one of many. */
    DatasetView brief() {
        return with(error, null);
    }

    /** Of which no newer version can be made. */
    DatasetView withError(String reason) {
        return with(reason, classNames);
    }

    private DatasetView with(String newError, List<String> newClassNames) {
        return new DatasetView(
                name,
                id,
                state,
                progress,
                newError,
                height,
                width,
                channels,
                classes,
                newClassNames,
                train,
                test,
                pixelsSha256,
                source);
    }

    private static DatasetView of(DatasetDescription dataset, State state, String progress, String error) {
        Shape image = dataset.image();
        return new DatasetView(
                dataset.name(),
                dataset.id(),
                state,
                progress,
                error,
                image.height(),
                image.width(),
                image.channels(),
                dataset.classes().size(),
                dataset.classes(),
                dataset.train(),
                dataset.test(),
                dataset.pixelsSha256(),
                Origin.of(dataset.source()));
    }

    private static State state(PendingDataset pending) {
        return pending.failure().isPresent() ? State.FAILED : State.MAKING;
    }

    private static String progress(PendingDataset pending) {
        return pending.failure().isPresent() ? null : pending.progress();
    }

    private static String error(PendingDataset pending) {
        return pending.failure().map(Throwable::getMessage).orElse(null);
    }
}
