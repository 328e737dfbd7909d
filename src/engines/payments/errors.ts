import { defineError } from '#platform/errors';

/** No reason was written where money is concerned. */
export const ReasonNeeded = defineError('PAYMENT_REASON_MISSING', 422);
/** The reason is longer than 1,000 characters. */
export const ReasonLong = defineError('PAYMENT_REASON_TOO_LONG', 422);
/** An amount that is none: not whole đồng, negative, or beyond 1,000 billion. */
export const AmountWrong = defineError('AMOUNT_WRONG', 422);
/** The amount is that already. */
export const AmountUnchanged = defineError('AMOUNT_UNCHANGED', 409);
/** The procedure publishes no such exemption, or no amount that it could be of. */
export const ExemptionUnknown = defineError('EXEMPTION_UNKNOWN', 422);
/** What was asked for is cancelled, or money of it has been given back. */
export const ObligationClosed = defineError('OBLIGATION_CLOSED', 409);
/** Nothing is to be paid (any more): somebody has paid meanwhile. */
export const NothingDue = defineError('NOTHING_DUE', 409);
/** What is to be paid is another amount than the payer and the clerk saw. */
export const DueChanged = defineError('DUE_CHANGED', 409);
/** The cash of this day is closed. */
export const CashDayClosed = defineError('CASH_DAY_CLOSED', 409);
/** The receipt was cancelled before, or its money has been given back. */
export const ReceiptSettled = defineError('RECEIPT_SETTLED', 409);
