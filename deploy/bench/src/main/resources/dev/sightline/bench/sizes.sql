SELECT arrayStringConcat(
           groupArray(concat(table, ' ', formatReadableQuantity(all_rows), ' rows, ', formatReadableSize(all_bytes))), '; ')
FROM
(
    SELECT table, sum(part.rows) AS all_rows, sum(part.bytes_on_disk) AS all_bytes
    FROM system.parts AS part
    WHERE part.active AND part.database = currentDatabase() AND part.rows > 0
      AND (table LIKE '%inference%' OR table LIKE '%rollup%')
    GROUP BY table
    ORDER BY table
)
