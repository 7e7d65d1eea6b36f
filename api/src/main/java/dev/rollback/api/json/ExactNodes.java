package dev.rollback.api.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Makes exactly one kind of node for each number, so that equal numbers have equal nodes, hash codes and texts. */
final class ExactNodes extends JsonNodeFactory {
    private static final int LONG_BITS = 63;

    @Override
    public NumericNode numberNode(long value) {
        return (int) value == value ? numberNode((int) value) : super.numberNode(value);
    }

    @Override
    public ValueNode numberNode(BigInteger value) {
        return value.bitLength() <= LONG_BITS ? numberNode(value.longValue()) : super.numberNode(value);
    }

    @Override
    public ValueNode numberNode(BigDecimal value) {
        return value.scale() == 0 ? numberNode(value.unscaledValue()) : super.numberNode(value);
    }

    @Override
    public boolean willStripTrailingBigDecimalZeroes() {
        return false;
    }
}
