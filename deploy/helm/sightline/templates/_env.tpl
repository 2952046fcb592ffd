{{/* What each service is told beyond its port; every one gets the secrets that it needs and no others. */}}
{{- define "sightline.env" -}}
{{- $v := .root.Values -}}
{{- $name := include "sightline.name" .root -}}
{{- $clickhouse := dict "SIGHTLINE_CLICKHOUSE_URL" $v.clickhouse.url "SIGHTLINE_CLICKHOUSE_DATABASE" $v.clickhouse.database "SIGHTLINE_CLICKHOUSE_USER" $v.clickhouse.user -}}
{{- $postgres := dict "SIGHTLINE_POSTGRES" $v.postgres.address "SIGHTLINE_POSTGRES_USER" $v.postgres.user -}}
{{- $smtp := dict "SIGHTLINE_SMTP_HOST" $v.smtp.host "SIGHTLINE_SMTP_PORT" $v.smtp.port "SIGHTLINE_SMTP_STARTTLS" $v.smtp.startTls "SIGHTLINE_MAIL_FROM" $v.smtp.from -}}
{{- $s3 := dict "SIGHTLINE_S3_ENDPOINT" $v.s3.endpoint "SIGHTLINE_S3_BUCKET" $v.s3.bucket -}}
{{- $plain := dict -}}
{{- $secrets := list -}}
{{- if ne .service "dashboard-ui" -}}
{{- $_ := set $plain "SIGHTLINE_KAFKA" $v.kafka.bootstrap -}}
{{- end -}}
{{- if eq .service "ingest-service" -}}
{{- $plain = merge $plain $s3 (dict "SIGHTLINE_QUERY_URL" (printf "http://%s-query-service:8083" $name)) -}}
{{- $secrets = list "SIGHTLINE_S3_ACCESS_KEY" "SIGHTLINE_S3_SECRET_KEY" -}}
{{- else if eq .service "stats-service" -}}
{{- $plain = merge $plain $clickhouse -}}
{{- $secrets = list "SIGHTLINE_CLICKHOUSE_PASSWORD" "SIGHTLINE_SESSION_SECRET" -}}
{{- else if eq .service "query-service" -}}
{{- $plain = merge $plain $clickhouse $postgres $s3 $smtp (dict "SIGHTLINE_CLICKHOUSE_QUERY_USER" $v.clickhouse.queryUser "SIGHTLINE_PUBLIC_URL" $v.publicUrl "SIGHTLINE_PROXIES" (ternary 1 0 $v.ingress.enabled) "SIGHTLINE_INGEST_URL" $v.ingestUrl "SIGHTLINE_WORKSPACE" $v.workspace "SIGHTLINE_OWNER_EMAIL" $v.ownerEmail "QUERY_SETUP_PRINT_SECRETS" "false") -}}
{{- $secrets = list "SIGHTLINE_CLICKHOUSE_PASSWORD" "SIGHTLINE_CLICKHOUSE_QUERY_PASSWORD" "SIGHTLINE_POSTGRES_PASSWORD" "SIGHTLINE_S3_ACCESS_KEY" "SIGHTLINE_S3_SECRET_KEY" "SIGHTLINE_SESSION_SECRET" "SIGHTLINE_OWNER_PASSWORD" "SIGHTLINE_INGEST_KEY" -}}
{{- else if eq .service "alert-service" -}}
{{- $plain = merge $plain $clickhouse $postgres $smtp (dict "SIGHTLINE_PUBLIC_URL" $v.publicUrl "SIGHTLINE_OWNER_EMAIL" $v.ownerEmail) -}}
{{- $secrets = list "SIGHTLINE_CLICKHOUSE_PASSWORD" "SIGHTLINE_POSTGRES_PASSWORD" "SIGHTLINE_SESSION_SECRET" -}}
{{- else -}}
{{- $plain = dict "SIGHTLINE_QUERY_URL" (printf "http://%s-query-service:8083" $name) "SIGHTLINE_ALERT_URL" (printf "http://%s-alert-service:8084" $name) "SIGHTLINE_STATS_URL" (printf "http://%s-stats-service:8082" $name) -}}
{{- end -}}
{{- if and (eq .service "query-service") $v.oidc.issuer -}}
{{- $plain = merge $plain (dict "SIGHTLINE_OIDC_ISSUER" $v.oidc.issuer "SIGHTLINE_OIDC_CLIENT_ID" $v.oidc.clientId "SIGHTLINE_OIDC_NAME" $v.oidc.name "SIGHTLINE_OIDC_DOMAINS" (join "," $v.oidc.domains) "SIGHTLINE_OIDC_WORKSPACE" $v.oidc.workspace "SIGHTLINE_OIDC_ROLE" $v.oidc.role) -}}
{{- $secrets = concat $secrets (list "SIGHTLINE_OIDC_CLIENT_SECRET") -}}
{{- end -}}
{{- if and (has .service (list "query-service" "alert-service")) $v.smtp.authenticate -}}
{{- $secrets = concat $secrets (list "SIGHTLINE_SMTP_USER" "SIGHTLINE_SMTP_PASSWORD") -}}
{{- end -}}
{{- $plain = merge (deepCopy (get $v.services .service).env) $plain -}}
{{- range $variable, $value := $plain }}
- name: {{ $variable }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- range $secrets }}
{{ include "sightline.secret" (dict "root" $.root "variable" .) }}
{{- end }}
{{- end -}}
