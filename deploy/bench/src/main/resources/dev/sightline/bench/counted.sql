SELECT (SELECT count() FROM inference),
       (SELECT sum(requests) FROM inference_rollup_minute),
       (SELECT sum(requests) FROM model_rollup_quarter_hour),
       (SELECT sum(requests) FROM inference_rollup_quarter_hour)
FORMAT TSV
