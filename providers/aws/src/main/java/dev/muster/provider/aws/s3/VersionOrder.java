package dev.muster.provider.aws.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Keeps in which order versions and delete markers came.
///
/// S3 lists both of a key together, the newest first. The SDK hands them out as two lists, from
/// which nobody can tell what was first where both have the same second.
final class VersionOrder implements ExecutionInterceptor {
    /// Filled with one entry each: whether it is a delete marker.
    static final ExecutionAttribute<List<Boolean>> MARKERS =
            new ExecutionAttribute<>("muster.versions.order");

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        List<Boolean> markers = attributes.getAttribute(MARKERS);
        Optional<InputStream> body = context.responseBody();
        if (markers == null || body.isEmpty() || !context.httpResponse().isSuccessful()) {
            return body;
        }
        try (InputStream in = body.get()) {
            byte[] page = in.readAllBytes();
            markers.clear();
            markers.addAll(order(page));
            return Optional.of(new ByteArrayInputStream(page));
        } catch (IOException e) {
            throw new UncheckedIOException("the list of versions broke off", e);
        }
    }

    /// What is no XML the SDK refuses by itself, in its own words.
    static List<Boolean> order(byte[] page) {
        List<Boolean> found = new ArrayList<>();
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(page));
            for (int depth = 0; xml.hasNext(); ) {
                int event = xml.next();
                if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                    if (depth == 2 && xml.getLocalName().equals("Version")) {
                        found.add(false);
                    } else if (depth == 2 && xml.getLocalName().equals("DeleteMarker")) {
                        found.add(true);
                    }
                }
            }
            return found;
        } catch (XMLStreamException notXml) {
            return List.of();
        }
    }
}
