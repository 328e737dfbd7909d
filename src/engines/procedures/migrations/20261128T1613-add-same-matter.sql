-- Which answers tell that two applications are about the same matter: one birth, one death, one business. Part of what a version says.
ALTER TABLE procedures.procedure_version ADD COLUMN same_matter jsonb;
