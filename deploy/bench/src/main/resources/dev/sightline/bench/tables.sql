-- How this database's tables and views were made, tables first.
SELECT arrayStringConcat(
           arraySort(x -> x LIKE 'CREATE MATERIALIZED%', groupArray(create_table_query)), '\n;;\n')
FROM system.tables
WHERE database = currentDatabase() AND name NOT LIKE 'flyway%' AND name NOT LIKE '.inner%'
FORMAT TSVRaw
