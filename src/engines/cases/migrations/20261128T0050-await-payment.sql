-- A fee may be asked for as soon as the dossier is received; whoever does not pay in time is told that the office stops.
INSERT INTO cases.status_move (from_status, act, to_status) VALUES
  ('received', 'ask-payment', 'awaiting-payment'),
  ('awaiting-payment', 'stop', 'stopped')
ON CONFLICT DO NOTHING;
