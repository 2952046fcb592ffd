-- The counts equal to the last digit; sums of fractions to nine digits, since they are added in another order.
SELECT sum(rollup.requests), sum(rollup.errors), sum(rollup.predictions), sum(timed_requests),
       toDecimalString(sum(rollup.confidence_sum) / sum(rollup.predictions), 9),
       toDecimalString(sum(rollup.inference_time_sum) / sum(rollup.timed_requests), 9)
FROM {rollup:Identifier} AS rollup
WHERE workspace = {workspace:String} AND bucket >= {from:DateTime('UTC')} AND bucket < {until:DateTime('UTC')}
