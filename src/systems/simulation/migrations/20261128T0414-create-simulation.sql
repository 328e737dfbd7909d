-- What was simulated: one province a seed. The same seed again finds it here, and makes nothing.
CREATE TABLE simulation.run (
  seed text PRIMARY KEY CHECK (length(seed) BETWEEN 1 AND 100),
  dossiers integer NOT NULL CHECK (dossiers > 0),
  from_day date NOT NULL,
  to_day date NOT NULL CHECK (to_day >= from_day),
  started_at timestamptz NOT NULL,
  finished_at timestamptz
);

-- Which plan of which seed a dossier is.
CREATE TABLE simulation.dossier (
  dossier_id uuid PRIMARY KEY,
  seed text NOT NULL REFERENCES simulation.run,
  n integer NOT NULL,
  UNIQUE (seed, n)
);
