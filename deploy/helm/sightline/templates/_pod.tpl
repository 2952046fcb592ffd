{{/* A pod of one service: dict "root" $ "service" name "facts" its line of sightline.facts. */}}
{{- define "sightline.pod" -}}
metadata:
  labels: {{- include "sightline.labels" . | nindent 4 }}
  {{- with .root.Values.podAnnotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  automountServiceAccountToken: false
  # Variables named after services could be taken for our own.
  enableServiceLinks: false
  {{- include "sightline.placement" .root | nindent 2 }}
  # Longer than the pause before the end, and what a request or a block may still take.
  terminationGracePeriodSeconds: 45
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "sightline.selector" . | nindent 10 }}
  containers:
    - name: {{ .service }}
      image: {{ include "sightline.image" . }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      ports:
        - name: http
          containerPort: {{ .facts.port }}
      env:
        - name: {{ .facts.portVariable }}
          value: {{ .facts.port | quote }}
        {{- with .facts.instance }}
        # Another one for each instance, and the same after every restart: the set's pods keep their names.
        - name: {{ . }}
          valueFrom: {fieldRef: {fieldPath: metadata.name}}
        {{- end }}
        {{- include "sightline.env" . | nindent 8 }}
      resources: {{- toYaml (get .root.Values.services .service).resources | nindent 8 }}
      startupProbe:
        httpGet: {path: /q/health/started, port: http}
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: {path: /q/health/live, port: http}
        periodSeconds: 10
        failureThreshold: 6
        timeoutSeconds: 3
      readinessProbe:
        httpGet: {path: /q/health/ready, port: http}
        periodSeconds: 5
        timeoutSeconds: 3
      lifecycle:
        # Until nobody is sent here any more.
        preStop: {exec: {command: [sleep, "5"]}}
      {{- include "sightline.confined" . | nindent 6 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
  volumes:
    - name: tmp
      # Images on their way to the store take at most 192 MB of it.
      emptyDir: {sizeLimit: 256Mi}
{{- end -}}

{{/* Where pods run, with what rights; for the pods of the services and of the job. */}}
{{- define "sightline.placement" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "sightline.confined" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end -}}
