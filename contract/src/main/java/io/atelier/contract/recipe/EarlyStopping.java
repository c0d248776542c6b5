package io.atelier.contract.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.Optional;

/**
 * Ends a training whose validation loss no longer falls, with the best parameters.
 *
 * @param patience epochs without a better validation loss, at least 1
 */
public record EarlyStopping(int patience) {

    public EarlyStopping {
        Require.inRange(patience, 1, Recipe.MAX_EPOCHS, "patience");
    }

    static Optional<EarlyStopping> read(Value value) {
        Fields fields = value.fields();
        int patience = fields.integer("patience", 1, Recipe.MAX_EPOCHS);
        return fields.make(() -> new EarlyStopping(patience));
    }

    ObjectNode write() {
        return new FieldWriter().put("patience", patience).done();
    }
}
