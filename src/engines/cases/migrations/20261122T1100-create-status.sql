-- The life of a dossier, once: the trigger below and the program read the same table. The national portal's status codes 1–10
-- (synchronisation of dossiers) are derived from it and stored nowhere else.
CREATE TABLE cases.status (
  status text PRIMARY KEY,
  national_code smallint NOT NULL CHECK (national_code BETWEEN 1 AND 10),
  -- Nothing more happens to it but what archives do.
  closed boolean NOT NULL,
  -- The time limit is being used up.
  clock_runs boolean NOT NULL
);
INSERT INTO cases.status (status, national_code, closed, clock_runs) VALUES
  ('received', 2, false, true),
  ('processing', 4, false, true),
  ('supplementing', 5, false, false),
  ('awaiting-payment', 6, false, false),
  ('completed', 9, false, false),
  ('returned', 10, true, false),
  ('refused', 3, true, false),
  ('withdrawn', 7, true, false),
  ('stopped', 8, true, false);

CREATE TABLE cases.status_move (
  from_status text NOT NULL REFERENCES cases.status,
  act text NOT NULL,
  to_status text NOT NULL REFERENCES cases.status,
  PRIMARY KEY (from_status, act)
);
INSERT INTO cases.status_move (from_status, act, to_status) VALUES
  ('received', 'process', 'processing'),
  ('received', 'request-supplement', 'supplementing'),
  ('received', 'refuse', 'refused'),
  ('received', 'withdraw', 'withdrawn'),
  ('processing', 'process', 'processing'),
  ('processing', 'request-supplement', 'supplementing'),
  ('processing', 'refuse', 'refused'),
  ('processing', 'withdraw', 'withdrawn'),
  ('processing', 'stop', 'stopped'),
  ('processing', 'issue-result', 'completed'),
  ('supplementing', 'supplement', 'processing'),
  ('supplementing', 'withdraw', 'withdrawn'),
  ('supplementing', 'stop', 'stopped'),
  ('processing', 'ask-payment', 'awaiting-payment'),
  ('awaiting-payment', 'pay', 'processing'),
  ('awaiting-payment', 'withdraw', 'withdrawn'),
  ('completed', 'return', 'returned');
REVOKE INSERT, UPDATE, DELETE ON cases.status, cases.status_move FROM fansipan_app;
