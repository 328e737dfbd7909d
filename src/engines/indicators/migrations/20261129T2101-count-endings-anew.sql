-- A refusal after its day is late, and steps that an agency does for others are told apart: both are counted anew, from the ledger, by followers of
-- other names.
DELETE FROM indicators.day_sum WHERE indicator LIKE 'cases.%' OR indicator LIKE 'steps.%';
DELETE FROM indicators.month_sum WHERE indicator LIKE 'cases.%' OR indicator LIKE 'steps.%';
DELETE FROM indicators.counted WHERE indicator LIKE 'cases.%' OR indicator LIKE 'steps.%';
