-- Where the bank's notice and its statement differ the accountant settles it, also for the agencies below that have none of their own.
UPDATE identity.role SET permissions = permissions || '{payment.settle}', below = below || '{payment.settle}'
  WHERE id = 'accountant';
