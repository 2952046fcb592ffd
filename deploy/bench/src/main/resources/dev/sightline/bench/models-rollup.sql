SELECT project, version, sum(rollup.requests), sum(rollup.predictions),
       toDecimalString(sum(rollup.confidence_sum) / sum(rollup.predictions), 9),
       sumForEachMerge(confidence_histogram)
FROM {rollup:Identifier} AS rollup
WHERE workspace = {workspace:String} AND bucket >= {from:DateTime('UTC')} AND bucket < {until:DateTime('UTC')}
GROUP BY project, version
ORDER BY project, version
