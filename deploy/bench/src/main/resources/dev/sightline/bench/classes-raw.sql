SELECT prediction.1 AS class, count(), toDecimalString(avg(prediction.2), 9)
FROM inference
ARRAY JOIN arrayZip(counted_classes, counted_confidences) AS prediction
WHERE workspace = {workspace:String} AND occurred_at >= {from:DateTime('UTC')} AND occurred_at < {until:DateTime('UTC')}
GROUP BY class
ORDER BY class
