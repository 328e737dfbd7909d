-- Approved refunds are paid out by who keeps the money: the accountant, also for the agencies below that have none of their own.
UPDATE identity.role SET permissions = permissions || '{payment.pay-refund}', below = below || '{payment.pay-refund}'
  WHERE id = 'accountant';
