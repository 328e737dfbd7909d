-- The test authority stamps times too: a third certificate, under the issuing one.
ALTER TABLE trust.authority DROP CONSTRAINT authority_role_check;
ALTER TABLE trust.authority ADD CONSTRAINT authority_role_check CHECK (role IN ('root', 'issuing', 'time-stamp'));
