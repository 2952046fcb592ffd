SELECT device_id, count(), countIf(is_error),
       toDecimalString(sum(arraySum(counted_confidences)) / sum(length(counted_confidences)), 9)
FROM inference
WHERE workspace = {workspace:String} AND occurred_at >= {from:DateTime('UTC')} AND occurred_at < {until:DateTime('UTC')}
GROUP BY device_id
ORDER BY device_id
