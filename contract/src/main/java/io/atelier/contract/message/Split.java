package io.atelier.contract.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Which part of the dataset a stream is made of. */
public enum Split {
    @JsonProperty("train")
    TRAIN,
    @JsonProperty("validation")
    VALIDATION,
    @JsonProperty("test")
    TEST;

    /** The name on the wire and in metric labels. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
