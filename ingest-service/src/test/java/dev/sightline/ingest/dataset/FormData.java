package dev.sightline.ingest.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A multipart body as clients write it. */
public final class FormData {
    public static final String TYPE = "multipart/form-data; boundary=6f1ed002ab5595859014ebf0951522d9";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** A field. */
    public FormData with(String name, String value) {
        return part("name=\"" + name + '"', value.getBytes(UTF_8));
    }

    /** A file. */
    public FormData with(String name, byte[] content) {
        return part("name=\"" + name + "\"; filename=\"imageToUpload\"\r\nContent-Type: image/jpeg", content);
    }

    public byte[] bytes() {
        body.writeBytes((boundary() + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }

    private FormData part(String disposition, byte[] content) {
        body.writeBytes(
                (boundary() + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n").getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }

    private static String boundary() {
        return "--" + TYPE.substring(TYPE.indexOf('=') + 1);
    }
}
