SELECT class, sum(rollup.predictions), toDecimalString(sum(rollup.confidence_sum) / sum(rollup.predictions), 9)
FROM {rollup:Identifier} AS rollup
WHERE workspace = {workspace:String} AND bucket >= {from:DateTime('UTC')} AND bucket < {until:DateTime('UTC')}
GROUP BY class
ORDER BY class
