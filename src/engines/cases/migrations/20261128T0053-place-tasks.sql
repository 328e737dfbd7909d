-- The place of what is still to be done about dossiers that were there before tasks had one.
UPDATE work.task t SET area_id = d.area_id FROM cases.dossier d
WHERE t.subject_kind = 'dossier' AND t.subject_id = d.id AND t.state IN ('open', 'suspended');
