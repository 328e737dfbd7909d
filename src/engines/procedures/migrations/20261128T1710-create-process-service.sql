-- The services that a process may call by name, as the modules of this installation contribute them: written at every start.
CREATE TABLE procedures.process_service (
  name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100)
);
