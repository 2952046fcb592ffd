{{/* The release's name, once: `helm install sightline` gives sightline-ingest-service and not sightline-sightline-…. */}}
{{- define "sightline.name" -}}
{{- if contains "sightline" .Release.Name -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}{{ printf "%s-sightline" .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{/* Of one service: dict "root" $ "service" name. */}}
{{- define "sightline.selector" -}}
app.kubernetes.io/name: {{ .service }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "sightline.labels" -}}
{{ include "sightline.selector" . }}
app.kubernetes.io/part-of: sightline
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "sightline.image" -}}
{{ .root.Values.image.prefix }}/{{ .service }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end -}}

{{/* Ports as everywhere; which of the two kinds a service is, and who may call it. */}}
{{- define "sightline.facts" -}}
ingest-service: {port: 8081, portVariable: SIGHTLINE_INGEST_PORT, public: true}
stats-service: {port: 8082, portVariable: SIGHTLINE_STATS_PORT, instance: STATS_INSTANCE, callers: [dashboard-ui]}
query-service: {port: 8083, portVariable: SIGHTLINE_QUERY_PORT, callers: [dashboard-ui, ingest-service]}
alert-service: {port: 8084, portVariable: SIGHTLINE_ALERT_PORT, instance: ALERT_KAFKA_INSTANCE, callers: [dashboard-ui]}
dashboard-ui: {port: 8080, portVariable: SIGHTLINE_DASHBOARD_PORT, public: true}
{{- end -}}

{{/* A variable from the Secret: dict "root" $ "variable" name. */}}
{{- define "sightline.secret" -}}
{{- $elsewhere := get .root.Values.secretsElsewhere .variable | default dict -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef:
      name: {{ $elsewhere.name | default .root.Values.existingSecret }}
      key: {{ $elsewhere.key | default .variable }}
{{- end -}}
