-- Lists by which an office hands letters with results to the postal operator, numbered by office and year (public postal service,
-- Decision 45/2016/QĐ-TTg).
CREATE TABLE cases.mail_list (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES organisation.agency,
  number int NOT NULL CHECK (number > 0),
  year int NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid NOT NULL REFERENCES identity.account,
  UNIQUE (agency_id, year, number)
);
CREATE INDEX mail_list_agency ON cases.mail_list (agency_id, made_at DESC);

-- A letter with the result of a dossier. Where it is follows from what is known of it; it is stored nowhere.
CREATE TABLE cases.mailing (
  id uuid PRIMARY KEY,
  list_id uuid NOT NULL REFERENCES cases.mail_list,
  position int NOT NULL,
  dossier_id uuid NOT NULL,
  recipient text NOT NULL,
  address text NOT NULL,
  -- The operator's; no two letters have one.
  tracking_number text UNIQUE CHECK (tracking_number ~ '^[A-Z0-9]{6,30}$'),
  -- From the receipt that the operator brings back.
  delivered_on date,
  delivered_to text CHECK (length(delivered_to) BETWEEN 1 AND 200),
  -- Brought back undelivered: the result lies at the counter again.
  returned_on date,
  returned_why text CHECK (length(returned_why) BETWEEN 1 AND 500),
  -- What came back was handed over, or sent again.
  settled_at timestamptz,
  UNIQUE (list_id, position),
  CHECK (num_nonnulls(delivered_on, delivered_to) IN (0, 2)),
  CHECK (num_nonnulls(returned_on, returned_why) IN (0, 2)),
  CHECK (delivered_on IS NULL OR returned_on IS NULL),
  CHECK (settled_at IS NULL OR returned_on IS NOT NULL)
);
CREATE INDEX mailing_dossier ON cases.mailing (dossier_id);
