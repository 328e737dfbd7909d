-- Where both persons of a pair have dossiers, beside the pair: an office of few people finds its own among a hundred thousand.
ALTER TABLE people.likeness ADD COLUMN a_at uuid[] NOT NULL DEFAULT '{}', ADD COLUMN b_at uuid[] NOT NULL DEFAULT '{}';
UPDATE people.likeness l SET
  a_at = ARRAY(SELECT DISTINCT p.agency_id FROM people.record r JOIN people.place p ON p.record_id = r.id WHERE r.person_id = l.a_id),
  b_at = ARRAY(SELECT DISTINCT p.agency_id FROM people.record r JOIN people.place p ON p.record_id = r.id WHERE r.person_id = l.b_id);
CREATE INDEX likeness_a_at ON people.likeness USING gin (a_at);
CREATE INDEX likeness_b_at ON people.likeness USING gin (b_at);
