package dev.muster.model;

import java.nio.ByteBuffer;

/// An extended attribute of a file, access control lists among them.
///
/// @param name with its namespace, such as `user.origin`
public record ExtendedAttribute(String name, ByteBuffer value) {
    public ExtendedAttribute {
        byte[] copy = new byte[value.remaining()];
        value.duplicate().get(copy);
        value = ByteBuffer.wrap(copy).asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer value() {
        return value.duplicate();
    }

    public byte[] toBytes() {
        byte[] copy = new byte[value.remaining()];
        value().get(copy);
        return copy;
    }
}
