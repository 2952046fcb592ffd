import type {
  BreakdownValue,
  Bucket,
  Classes,
  Device,
  Figure,
  Inference,
  MetadataBreakdown,
  Model,
  Overview,
  PredictedClass,
  Session,
} from "../api/types";

/** Valid answers of the API; tests set only what they are about. */

export const aSession: Session = {
  person: { id: "5a2f4d0e-0000-4000-8000-000000000001", email: "ada@example.com", name: "Ada" },
  role: "owner",
  workspace: { slug: "northwind", name: "Northwind" },
  ingest_url: "http://ingest.example.com",
};

const aWindow = { from: "2026-11-16T10:00:00Z", until: "2026-11-23T10:00:00Z" };
const STEPS = ["2026-11-16T10:00:00Z", "2026-11-18T18:00:00Z", "2026-11-21T02:00:00Z"];
const thePreviousWindow = { from: "2026-11-09T10:00:00Z", until: "2026-11-16T10:00:00Z" };

export function aFigure(value: number | null, previous: number | null = null): Figure {
  const change = value === null || previous === null || previous === 0 ? null : (value - previous) / previous;
  return { value, previous, change };
}

export function aBucket(values: Partial<Bucket> = {}): Bucket {
  return {
    at: "2026-11-16T10:00:00Z",
    requests: 10,
    errors: 1,
    predictions: 20,
    average_confidence: 0.8,
    confidence_p10: 0.6,
    confidence_p90: 0.95,
    average_inference_time: 0.03,
    median_inference_time: 0.028,
    inference_time_p95: 0.06,
    is_complete: true,
    ...values,
  };
}

export function anOverview(values: Partial<Overview> = {}): Overview {
  return {
    window: aWindow,
    previous_window: thePreviousWindow,
    bucket_seconds: 3_600,
    requests: aFigure(12_840, 10_000),
    average_confidence: aFigure(0.8731, 0.9),
    median_confidence: aFigure(0.9),
    average_inference_time: aFigure(0.0312),
    median_inference_time: aFigure(0.029),
    inference_time_p95: aFigure(0.06),
    error_rate: aFigure(0.004, 0.004),
    predictions: aFigure(30_000),
    confidence_histogram: [...Array(19).fill(0), 30_000],
    previous_confidence_histogram: Array(20).fill(0),
    series: [
      aBucket(),
      aBucket({ at: "2026-11-16T11:00:00Z", average_confidence: null, confidence_p10: null, confidence_p90: null }),
      aBucket({ at: "2026-11-16T12:00:00Z", is_complete: false }),
    ],
    ...values,
  };
}

export function aModel(values: Partial<Model> = {}): Model {
  return {
    model_id: "hard-hat/3",
    project: "hard-hat",
    version: "3",
    versions: ["3"],
    model_type: "object-detection",
    requests: aFigure(100, 50),
    share: aFigure(0.5),
    predictions: aFigure(200),
    average_confidence: aFigure(0.9, 0.8),
    median_confidence: aFigure(0.91),
    confidence_p10: 0.7,
    confidence_p90: 0.98,
    average_inference_time: aFigure(0.031),
    median_inference_time: aFigure(0.03),
    inference_time_p95: aFigure(0.05),
    errors: aFigure(1),
    error_rate: aFigure(0.01),
    devices: aFigure(2),
    last_seen_at: "2026-11-23T09:59:00Z",
    requests_series: [1, 2, 3],
    errors_series: [0, 0, 1],
    confidence_series: [0.9, null, 0.8],
    inference_time_series: [0.03, null, 0.03],
    ...values,
  };
}

export function theModels(...models: Model[]) {
  return { window: aWindow, previous_window: thePreviousWindow, steps: STEPS, models };
}

export function aClass(name: string, values: Partial<PredictedClass> = {}): PredictedClass {
  return {
    class: name,
    predictions: aFigure(100, 50),
    share: aFigure(0.5, 0.4),
    requests: aFigure(60, 40),
    average_confidence: aFigure(0.9, 0.8),
    predictions_series: [30, 30, 40],
    confidence_series: [0.9, null, 0.8],
    ...values,
  };
}

export function theClasses(...classes: PredictedClass[]): Classes {
  return {
    window: aWindow,
    previous_window: thePreviousWindow,
    predictions: aFigure(200, 125),
    class_count: classes.length,
    steps: STEPS,
    classes,
  };
}

export function theBreakdown(field: string, ...values: Partial<BreakdownValue>[]): MetadataBreakdown {
  return {
    window: aWindow,
    field,
    inferences: 200,
    is_whole: true,
    value_count: values.length,
    values: values.map((one) => ({
      value: null,
      requests: 100,
      share: 0.5,
      errors: 0,
      error_rate: 0,
      predictions: 150,
      average_confidence: 0.8,
      confidence_p10: 0.6,
      confidence_p90: 0.95,
      average_inference_time: 0.03,
      ...one,
    })),
  };
}

export function anInference(values: Partial<Inference> = {}): Inference {
  return {
    inference_id: "137d0dee-0000-4000-8000-000000000001",
    response_index: 0,
    occurred_at: "2026-11-23T10:00:00.123Z",
    received_at: "2026-11-23T10:00:00.200Z",
    model_id: "hard-hat/3",
    project: "hard-hat",
    version: "3",
    model_type: "object-detection",
    device_id: "line-3",
    server_id: "server-1",
    server_version: "1.5.0",
    tags: [],
    source: null,
    source_info: null,
    workflow_id: null,
    stream_id: null,
    confidence_threshold: 0.4,
    inference_time: 0.031,
    image: { width: 1280, height: 720 },
    top: null,
    predictions: [{ class: "helmet", confidence: 0.91, x: 320, y: 240, width: 80, height: 120 }],
    prediction_count: 1,
    average_confidence: 0.91,
    error: null,
    metadata: { camera: "c1" },
    has_image: false,
    ...values,
  };
}

export function theInferences(...inferences: Inference[]) {
  return { window: aWindow, inferences, next_cursor: null };
}

export function aDevice(values: Partial<Device> = {}): Device {
  return {
    device_id: "line-3",
    tags: ["plant-a"],
    servers: 1,
    server_versions: ["1.5.0"],
    models: ["hard-hat/3"],
    requests: aFigure(100, 50),
    average_confidence: aFigure(0.9, 0.8),
    average_inference_time: aFigure(0.031),
    errors: 0,
    error_rate: aFigure(0, 0),
    last_inference_at: "2026-11-23T09:59:00Z",
    last_heartbeat_at: "2026-11-23T09:59:30Z",
    platform: null,
    hostname: null,
    clock_skew: 0,
    restarts: 0,
    is_server_too_old: false,
    server_counts: null,
    ...values,
  };
}
