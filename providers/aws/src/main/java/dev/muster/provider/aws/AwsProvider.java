package dev.muster.provider.aws;

import dev.muster.provider.NativeStore;
import dev.muster.provider.Provider;
import dev.muster.provider.aws.s3.S3Store;
import java.util.List;

/// The services of AWS.
public final class AwsProvider implements Provider {
    @Override
    public String name() {
        return "aws";
    }

    @Override
    public List<NativeStore<?>> nativeStores() {
        return List.of(new S3Store());
    }
}
