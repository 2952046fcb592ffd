SELECT arrayStringConcat(groupArray(concat(table, ' ', formatReadableQuantity(rows), ' rows, ', formatReadableSize(bytes))), '; ')
FROM
(
    SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes
    FROM system.parts
    WHERE active AND database = currentDatabase() AND rows > 0 AND (table LIKE '%inference%' OR table LIKE '%rollup%')
    GROUP BY table
    ORDER BY table
)
