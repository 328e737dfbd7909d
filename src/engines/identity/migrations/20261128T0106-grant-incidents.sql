-- Who mends a process that cannot go on: the administrators, of their agency and those below.
UPDATE identity.role SET permissions = permissions || '{incident.manage}', below = below || '{incident.manage}'
WHERE id IN ('agency-admin', 'province-admin') AND NOT 'incident.manage' = ANY (permissions);
