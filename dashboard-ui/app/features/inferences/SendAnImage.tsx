import { CodeBlock } from "../../shared/copy/CodeBlock";
import { useSession } from "../../shared/session/SessionContext";

/** How an image comes to an inference that was reported without one. */
export function SendAnImage({ inferenceId }: { readonly inferenceId: string }) {
  const { ingest_url: ingestUrl } = useSession();
  return (
    <details className="send-image">
      <summary>No image was sent. How to send them</summary>
      <p>Send an image after its inference, or before: they meet by the id.</p>
      <CodeBlock
        label="command"
        code={[
          `curl -X PUT "${ingestUrl}/v1/inferences/${encodeURIComponent(inferenceId)}/image" \\`,
          '  -H "Authorization: Bearer $SIGHTLINE_KEY" \\',
          '  -H "Content-Type: image/jpeg" \\',
          "  --data-binary @image.jpg",
        ].join("\n")}
      />
    </details>
  );
}
