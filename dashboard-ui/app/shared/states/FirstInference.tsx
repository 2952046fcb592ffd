import { Tabs } from "@mantine/core";
import { CodeBlock } from "../copy/CodeBlock";
import { useSession } from "../session/SessionContext";

/** How to report the first inference: by hand, or from an inference server that already runs. */
export function FirstInference() {
  const { ingest_url: ingestUrl } = useSession();
  return (
    <Tabs defaultValue="curl" variant="pills" radius={8} className="first-inference">
      <Tabs.List>
        <Tabs.Tab value="curl">By hand</Tabs.Tab>
        <Tabs.Tab value="server">From an inference server</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="curl">
        <CodeBlock label="command" code={curlFor(ingestUrl, "$SIGHTLINE_KEY")} />
        <p>The key is one with the scope “ingest”, from Settings → API keys.</p>
      </Tabs.Panel>
      <Tabs.Panel value="server">
        <CodeBlock label="setting" code={`METRICS_URL=${ingestUrl}/inference-stats`} />
        <p>Start an unmodified Roboflow Inference Server with this variable, and a Sightline key as its API key.</p>
      </Tabs.Panel>
    </Tabs>
  );
}

/** A request that can be pasted and sent as it is. */
export function curlFor(ingestUrl: string, key: string): string {
  const body = {
    model_id: "hard-hat/3",
    time: 0.031,
    image: { width: 1280, height: 720 },
    predictions: [{ class: "helmet", confidence: 0.91, x: 320.5, y: 241, width: 80, height: 120 }],
    device_id: "line-3",
  };
  return [
    `curl ${ingestUrl}/v1/inferences \\`,
    `  -H "Authorization: Bearer ${key}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '${JSON.stringify(body)}'`,
  ].join("\n");
}
