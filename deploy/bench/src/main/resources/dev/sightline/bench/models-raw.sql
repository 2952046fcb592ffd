SELECT project, version, count(), sum(length(counted_confidences)),
       toDecimalString(sum(arraySum(counted_confidences)) / sum(length(counted_confidences)), 9),
       sumForEach(arrayMap(bin -> toUInt64(countEqual(
           arrayMap(confidence -> least(19, toUInt8(floor(confidence * 20))), counted_confidences), bin)), range(20)))
FROM inference
WHERE workspace = {workspace:String} AND occurred_at >= {from:DateTime('UTC')} AND occurred_at < {until:DateTime('UTC')}
GROUP BY project, version
ORDER BY project, version
