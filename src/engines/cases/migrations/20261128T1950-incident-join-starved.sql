-- A dossier of which all that is left waits at joins for branches that cannot come: nobody has a step of it.
ALTER TABLE cases.incident DROP CONSTRAINT incident_reason_check,
  ADD CONSTRAINT incident_reason_check
    CHECK (reason IN ('service-failed', 'process-stuck', 'ended-without-result', 'no-agency', 'join-starved'));
