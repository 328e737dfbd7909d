-- Somebody who came to a desk that cannot help him is sent on: he keeps his number and his turn, the desks of another group call him next,
-- and the desk that sent him on calls him only when nobody else waits there.
ALTER TABLE hall.ticket
  ADD COLUMN sent_to text,
  ADD COLUMN sent_by smallint,
  ADD CONSTRAINT ticket_sent_to FOREIGN KEY (agency_id, sent_to) REFERENCES hall.field_group,
  ADD CONSTRAINT ticket_sent_elsewhere CHECK (sent_to <> letter AND (sent_to IS NULL OR sent_by IS NOT NULL));
