-- What waits for people at other places is counted where it is asked for; nothing writes or reads this any more.
ALTER TABLE administration.system_state DROP COLUMN matters;
