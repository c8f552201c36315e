// An OTLP endpoint that keeps what it is sent, and can fall silent.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One data point of a counter. */
export interface ReceivedPoint {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly value: number;
  readonly isDelta: boolean;
}

export interface OtlpReceiver {
  readonly url: string;
  /** Every body as it came. */
  readonly bodies: string[];
  /** The status of the next answers. */
  status: number;
  points(): readonly ReceivedPoint[];
  /** The sum of a counter's points with these attributes. */
  sumOf(name: string, attributes: Readonly<Record<string, string>>): number;
  close(): Promise<void>;
}

interface OtlpBody {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly {
        readonly name: string;
        readonly sum?: {
          readonly aggregationTemporality: number | string;
          readonly dataPoints: readonly {
            readonly asInt?: string | number;
            readonly asDouble?: number;
            readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
          }[];
        };
      }[];
    }[];
  }[];
}

function pointsOf(text: string): ReceivedPoint[] {
  const { resourceMetrics } = JSON.parse(text) as OtlpBody;
  const metrics = resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  return metrics.flatMap(({ name, sum }) =>
    (sum?.dataPoints ?? []).map(({ asInt, asDouble, attributes }) => ({
      name,
      attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? ""])),
      value: Number(asInt ?? asDouble ?? 0),
      isDelta: [1, "AGGREGATION_TEMPORALITY_DELTA"].includes(sum?.aggregationTemporality ?? 0),
    })),
  );
}

/** Starts one on a free port of the loopback. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (receiver.status === 200) bodies.push(Buffer.concat(chunks).toString("utf8"));
      response.writeHead(receiver.status, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const receiver: OtlpReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port.toString()}`,
    bodies,
    status: 200,
    points: () => bodies.flatMap(pointsOf),
    sumOf: (name, attributes) =>
      receiver
        .points()
        .filter((point) => point.name === name && Object.entries(attributes).every(([key, value]) => point.attributes[key] === value))
        .reduce((sum, { value }) => sum + value, 0),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
  return receiver;
}
