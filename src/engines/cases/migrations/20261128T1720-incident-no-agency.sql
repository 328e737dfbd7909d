-- A step that no agency does, met when a dossier is on its way: whoever pressed the button before it cannot mend the procedure.
ALTER TABLE cases.incident DROP CONSTRAINT incident_reason_check,
  ADD CONSTRAINT incident_reason_check CHECK (reason IN ('service-failed', 'process-stuck', 'ended-without-result', 'no-agency'));
