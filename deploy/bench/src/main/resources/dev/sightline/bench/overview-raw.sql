SELECT count(), countIf(is_error), sum(length(counted_confidences)), count(inference_time),
       toDecimalString(sum(arraySum(counted_confidences)) / sum(length(counted_confidences)), 9),
       toDecimalString(avg(inference_time), 9)
FROM inference
WHERE workspace = {workspace:String} AND occurred_at >= {from:DateTime('UTC')} AND occurred_at < {until:DateTime('UTC')}
