-- How much waits for people at other places, as it was found with the parts of the program: counted where nobody looks.
ALTER TABLE administration.system_state ADD COLUMN matters int NOT NULL DEFAULT 0 CHECK (matters >= 0);
