-- What people save of a draft, save by save: the last one is what the draft holds, the ones before are there to go back to.
-- Kept as it was typed, faulty or not: a draft may have problems, a published version may not.
CREATE TABLE procedures.draft_revision (
  version_id uuid NOT NULL REFERENCES procedures.procedure_version,
  -- legal: JSON of the content; form: JSON of its definition; process: BPMN XML; result: JSON of the template.
  part text NOT NULL CHECK (part IN ('legal', 'form', 'process', 'result')),
  -- Two people who begin with the same revision both try to write the next: the key refuses the second.
  revision integer NOT NULL CHECK (revision > 0),
  -- Null: the standard form or process, or no template.
  content text CHECK (octet_length(content) <= 2000000),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  -- Saved by the editor while somebody typed: the next such save of the same person takes its place.
  automatic boolean NOT NULL,
  saved_by text NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (version_id, part, revision)
);
REVOKE UPDATE, TRUNCATE ON procedures.draft_revision FROM fansipan_app;

-- Whether other procedures use a form.
CREATE INDEX procedure_version_form ON procedures.procedure_version (form_id, form_version);
