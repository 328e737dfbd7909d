-- Complaints: taken in at the counter, taken on or declined by who handles matters, settled by who leads; read by who inspects.
UPDATE identity.role SET permissions = permissions || '{complaint.receive,complaint.read}' WHERE id = 'receiver';
UPDATE identity.role SET permissions = permissions || '{complaint.read,complaint.handle}' WHERE id IN ('officer', 'registrar');
UPDATE identity.role SET permissions = permissions || '{complaint.read,complaint.handle,complaint.settle}',
  below = below || '{complaint.read}' WHERE id = 'leader';
UPDATE identity.role SET permissions = permissions || '{complaint.read}', below = below || '{complaint.read}' WHERE id = 'auditor';
