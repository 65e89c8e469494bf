package dev.muster.vault.kms;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.keys.KeyServices;
import dev.muster.vault.keys.KeyWrapping;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;

/// A key of AWS KMS, or one multi-Region key in several regions: the region that a vault is
/// recovered from may be the very one that is lost.
///
/// The SDK tries requests again by itself: they change nothing, so a lost reply does no harm.
/// Credentials are found where the AWS command line finds them.
public final class AwsKms implements KeyWrapping {
    /// As slots name it.
    public static final String SERVICE = "aws-kms";

    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration SILENCE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<KmsKey> keys;
    private final Optional<URI> endpoint;

    /// @param keys ARNs, with commas between
    public AwsKms(String keys) {
        this(keys, Optional.empty());
    }

    /// @param endpoint what to ask instead of the regions' own end points
    AwsKms(String keys, Optional<URI> endpoint) {
        this.keys = KmsKey.list(keys);
        this.endpoint = endpoint;
    }

    /// What this room knows.
    public static KeyServices services() {
        return (service, key) -> {
            if (!service.equals(SERVICE)) {
                throw VaultErrors.SLOT.error(
                        "this program knows no key management service '" + service + "'",
                        "use a newer one, or open another slot");
            }
            return new AwsKms(key);
        };
    }

    @Override
    public String service() {
        return SERVICE;
    }

    @Override
    public String key() {
        return keys.stream().map(KmsKey::arn).collect(Collectors.joining(","));
    }

    /// Closes with the first key, and tries at once that each other one opens it: a replica that
    /// does not is found now, and not on the day when only its region is left.
    @Override
    public byte[] wrap(byte[] plain, Map<String, String> context) {
        KmsKey first = keys.getFirst();
        byte[] wrapped =
                with(
                        first,
                        "close a slot",
                        kms ->
                                kms.encrypt(it ->
                                                it.keyId(first.arn())
                                                        .plaintext(SdkBytes.fromByteArray(plain))
                                                        .encryptionContext(context))
                                        .ciphertextBlob()
                                        .asByteArray());
        for (KmsKey key : keys) {
            if (!Arrays.equals(open(key, wrapped, context), plain)) {
                throw KmsErrors.NOT_OURS.error(key + " opens a slot to something else", "");
            }
        }
        return wrapped;
    }

    @Override
    public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
        List<MusterException> refusals = new ArrayList<>();
        for (KmsKey key : keys) {
            try {
                return open(key, wrapped, context);
            } catch (MusterException refused) {
                refusals.add(refused);
            }
        }
        throw all(refusals);
    }

    private static MusterException all(List<MusterException> refusals) {
        MusterException first = refusals.getFirst();
        if (refusals.size() == 1) {
            return first;
        }
        MusterException all =
                first.code()
                        .error(
                                refusals.stream()
                                        .map(MusterException::getMessage)
                                        .collect(Collectors.joining("; ")),
                                first.hint(),
                                first);
        refusals.stream().skip(1).forEach(all::addSuppressed);
        return all;
    }

    private byte[] open(KmsKey key, byte[] wrapped, Map<String, String> context) {
        return with(
                key,
                "open a slot",
                kms ->
                        kms.decrypt(it ->
                                        it.keyId(key.arn())
                                                .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                                                .encryptionContext(context))
                                .plaintext()
                                .asByteArray());
    }

    private byte[] with(KmsKey key, String doing, Function<KmsClient, byte[]> request) {
        KmsClientBuilder builder =
                KmsClient.builder()
                        .region(Region.of(key.region()))
                        .httpClientBuilder(
                                ApacheHttpClient.builder()
                                        .connectionTimeout(CONNECT)
                                        .socketTimeout(SILENCE))
                        .overrideConfiguration(it -> it.apiCallTimeout(PATIENCE));
        endpoint.ifPresent(builder::endpointOverride);
        try (KmsClient kms = builder.build()) {
            return request.apply(kms);
        } catch (SdkException refused) {
            throw KmsFaults.told(refused, key, doing);
        }
    }

    @Override
    public String toString() {
        return SERVICE + ":" + key();
    }
}
