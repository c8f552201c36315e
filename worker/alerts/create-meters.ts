// Counters by OpenTelemetry, to an OTLP endpoint such as CloudWatch's agent or the ADOT collector. Counts are handed over as deltas and by hand, so that
// the caller knows whether they arrived and can hand them over again.
import type { Counter } from "@opentelemetry/api";
import { AggregationTemporalityPreference, OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, MetricReader, type PushMetricExporter } from "@opentelemetry/sdk-metrics";

const TIMEOUT_MS = 5_000;

/** What can be counted, with its attributes. */
export interface Meters {
  readonly alerts: Counter<{ signal: string; probe: string }>;
  readonly securityEvents: Counter<{ kind: string }>;
  /** Hands over what was added since the last time; false when it did not arrive, and then it is forgotten here. */
  flush(): Promise<boolean>;
  close(): Promise<void>;
}

/** Collects when it is asked to, and never by itself. */
class ReaderByHand extends MetricReader {
  readonly #exporter: PushMetricExporter;

  constructor(exporter: PushMetricExporter) {
    super({ aggregationTemporalitySelector: (kind) => exporter.selectAggregationTemporality?.(kind) ?? 0 });
    this.#exporter = exporter;
  }

  async handOver(): Promise<boolean> {
    const { resourceMetrics } = await this.collect({ timeoutMillis: TIMEOUT_MS });
    if (resourceMetrics.scopeMetrics.length === 0) return true;
    return new Promise((resolve) => {
      this.#exporter.export(resourceMetrics, ({ code }) => {
        resolve(code === 0);
      });
    });
  }

  protected override onForceFlush(): Promise<void> {
    return this.#exporter.forceFlush();
  }

  protected override onShutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}

/** Meters that hand over to `endpoint` (an OTLP base address; `/v1/metrics` is added, as OpenTelemetry has it). */
export function createMeters(endpoint: string): Meters {
  const exporter = new OTLPMetricExporter({
    url: `${endpoint.replace(/\/$/, "")}/v1/metrics`,
    temporalityPreference: AggregationTemporalityPreference.DELTA,
    timeoutMillis: TIMEOUT_MS,
  });
  const reader = new ReaderByHand(exporter);
  const provider = new MeterProvider({ resource: resourceFromAttributes({ "service.name": "holdfast-worker" }), readers: [reader] });
  const meter = provider.getMeter("holdfast");
  return {
    alerts: meter.createCounter("holdfast.alerts", { description: "Alerts that were opened.", unit: "{alert}" }),
    securityEvents: meter.createCounter("holdfast.security_events", { description: "Security events that were sealed.", unit: "{event}" }),
    flush: () => reader.handOver(),
    close: () => provider.shutdown(),
  };
}
