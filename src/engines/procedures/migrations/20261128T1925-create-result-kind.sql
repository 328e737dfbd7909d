-- The kinds of results that a procedure's steps may name, as the modules of this installation draw papers of them: written at every start.
CREATE TABLE procedures.result_kind (
  procedure_code text CHECK (length(procedure_code) BETWEEN 1 AND 40),
  kind           text CHECK (length(kind) BETWEEN 1 AND 100),
  PRIMARY KEY (procedure_code, kind)
);
