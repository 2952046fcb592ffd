SELECT class, sum(rollup.predictions), toDecimalString(sum(rollup.confidence_sum) / sum(rollup.predictions), 9)
FROM class_rollup_minute AS rollup
WHERE workspace = {workspace:String} AND bucket >= {from:DateTime('UTC')} AND bucket < {until:DateTime('UTC')}
GROUP BY class
ORDER BY class
