-- Two agencies may decide under the same number on the same day: whose decision lifted a revocation is kept beside its number.
ALTER TABLE cases.result_act ADD COLUMN lifted_agency_id uuid REFERENCES organisation.agency
  CONSTRAINT result_act_lifted_agency CHECK (lifted_agency_id IS NULL OR lifted_at IS NOT NULL);
GRANT UPDATE (lifted_agency_id) ON cases.result_act TO fansipan_app;
