-- How long before a step is over its time its leader is told, where its process says nothing: what is left of the step's own time, and
-- what is left in working hours; the shorter of the two counts. An agency may have its own.
CREATE TABLE cases.warning_threshold (
  agency_id uuid UNIQUE NULLS NOT DISTINCT REFERENCES organisation.agency,
  share numeric(3, 2) NOT NULL CHECK (share > 0 AND share <= 0.5),
  hours smallint NOT NULL CHECK (hours BETWEEN 1 AND 40)
);
INSERT INTO cases.warning_threshold (agency_id, share, hours) VALUES (NULL, 0.2, 8);
