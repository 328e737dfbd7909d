-- Acts that belong to every dossier, whatever its process.
INSERT INTO cases.status_move (from_status, act, to_status) VALUES
  ('received', 'stop', 'stopped'),
  ('received', 'transfer', 'received'),
  ('processing', 'transfer', 'processing'),
  ('received', 'apologise', 'received'),
  ('processing', 'apologise', 'processing');

-- Whose calendar a dossier's limit is counted by, where it was received by another agency than handles it now: a transfer is
-- no reason to count the applicant's time anew.
ALTER TABLE cases.dossier ADD COLUMN clock_agency_id uuid REFERENCES organisation.agency;

-- The apology for not being in time, with the new date.
CREATE TABLE cases.apology (
  -- Once only (Decree 61/2018/NĐ-CP, article 19: the new date is given no more than one time). The key refuses a second.
  dossier_id uuid CONSTRAINT apology_once PRIMARY KEY,
  number int NOT NULL,
  year int NOT NULL,
  given_at timestamptz NOT NULL,
  given_by uuid NOT NULL,
  given_post uuid,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
  -- What was promised before, and what is promised now.
  due_before timestamptz NOT NULL,
  until timestamptz NOT NULL,
  -- Given at least a day before it was due, as the decree demands.
  in_time boolean NOT NULL,
  CHECK (until > due_before),
  UNIQUE (agency_id, year, number)
);
REVOKE UPDATE, DELETE ON cases.apology FROM fansipan_app;

-- Several agencies may issue a result of one kind in one dossier, and a dossier may go to another agency after a number was
-- drawn: the number is the drawing agency's.
ALTER TABLE cases.result_number ADD COLUMN agency_id uuid REFERENCES organisation.agency;
UPDATE cases.result_number n SET agency_id = d.agency_id FROM cases.dossier d WHERE d.id = n.dossier_id;
ALTER TABLE cases.result_number ALTER COLUMN agency_id SET NOT NULL;
ALTER TABLE cases.result_number DROP CONSTRAINT result_number_pkey;
ALTER TABLE cases.result_number ADD PRIMARY KEY (dossier_id, kind, agency_id);
