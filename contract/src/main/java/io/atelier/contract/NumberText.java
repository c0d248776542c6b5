package io.atelier.contract;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Numbers as text that is part of an identity. The shortest that is read back exactly, the same from every JDK: those before
 * 19 write more digits of some numbers (JDK-4511638).
 */
public final class NumberText {

    private NumberText() {}

    public static String of(double number) {
        return NumberOutput.toString(number, true);
    }

    public static String of(float number) {
        return NumberOutput.toString(number, true);
    }
}
