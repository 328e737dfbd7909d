-- Messages of a result name it; those of before called none by its name.
UPDATE messaging.message SET params = params || jsonb_build_object('result', CASE lang WHEN 'vi' THEN 'kết quả' ELSE 'The result' END)
WHERE text_key IN ('cases.message.result', 'cases.message.result-counter', 'cases.message.result-post') AND NOT params ? 'result';
