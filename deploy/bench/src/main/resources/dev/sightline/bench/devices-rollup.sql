SELECT device_id, sum(rollup.requests), sum(rollup.errors),
       toDecimalString(sum(rollup.confidence_sum) / sum(rollup.predictions), 9)
FROM {rollup:Identifier} AS rollup
WHERE workspace = {workspace:String} AND bucket >= {from:DateTime('UTC')} AND bucket < {until:DateTime('UTC')}
GROUP BY device_id
ORDER BY device_id
