-- How long each kind of step takes was counted and is asked for by nobody: the pace of people is.
DELETE FROM indicators.day_sum WHERE indicator IN ('step-kinds.done', 'step-kinds.minutes');
DELETE FROM indicators.month_sum WHERE indicator IN ('step-kinds.done', 'step-kinds.minutes');
