-- Fees: the desk takes and returns money and closes its day, whoever works on a dossier says what is to be paid, a leader approves
-- what is given back (also for the desks below him), an administrator keeps the bank accounts, an auditor reads.
UPDATE identity.role SET permissions = permissions || '{payment.read,payment.set,payment.receive,payment.close,payment.assign,payment.refund}'
  WHERE id = 'receiver';
UPDATE identity.role SET permissions = permissions || '{payment.read,payment.set}' WHERE id = 'officer';
UPDATE identity.role SET permissions = permissions || '{payment.read,payment.approve-refund}',
  below = below || '{payment.read,payment.approve-refund}' WHERE id = 'leader';
UPDATE identity.role SET permissions = permissions || '{payment.read}', below = below || '{payment.read}' WHERE id = 'auditor';
UPDATE identity.role SET permissions = permissions || '{payment.manage}', below = below || '{payment.manage}'
  WHERE id IN ('agency-admin', 'province-admin');
