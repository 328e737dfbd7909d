import { defineError } from '#platform/errors';

/** No reason was written where money is concerned. */
export const ReasonNeeded = defineError('PAYMENT_REASON_MISSING', 422);
/** The reason is longer than 1,000 characters. */
export const ReasonLong = defineError('PAYMENT_REASON_TOO_LONG', 422);
/** An amount that is none: not whole đồng, negative, or beyond 1,000 billion. */
export const AmountWrong = defineError('AMOUNT_WRONG', 422);
/** The amount is that already. */
export const AmountBelowPublished = defineError('AMOUNT_BELOW_PUBLISHED', 403);
export const AmountUnchanged = defineError('AMOUNT_UNCHANGED', 409);
/** What is paid for has ended: the amount stays, and money goes back by a refund. */
export const AmountSettled = defineError('AMOUNT_SETTLED', 409);
/** The agency that does the fee's step says the amount; `{ agency }`. */
export const AmountOfOther = defineError('AMOUNT_OF_OTHER', 403);
/** An amount beyond 1,000 billion đồng. */
export const AmountTooLarge = defineError('AMOUNT_TOO_LARGE', 422);
/** The procedure publishes no such exemption, or no amount that it could be of. */
export const ExemptionUnknown = defineError('EXEMPTION_UNKNOWN', 422);
/** More than published is asked for by somebody who does not answer for the office. */
export const AmountAbovePublished = defineError('AMOUNT_ABOVE_PUBLISHED', 403);
/** A charge that is of no published list, without a legal basis in words. */
export const ChargeBasisMissing = defineError('CHARGE_BASIS_MISSING', 422);
/** A second person has still to confirm the charge. */
export const ChargeUnconfirmed = defineError('CHARGE_UNCONFIRMED', 409);
/** No charge waits to be confirmed: somebody has decided, or its dossier has ended. */
export const ChargeDecided = defineError('CHARGE_DECIDED', 409);
/** No exemption is claimed, or somebody has decided about it. */
export const ClaimDecided = defineError('CLAIM_DECIDED', 409);
/** What was asked for is cancelled, or money of it has been given back. */
export const ObligationClosed = defineError('OBLIGATION_CLOSED', 409);
/** Nothing is to be paid (any more): somebody has paid meanwhile. */
export const NothingDue = defineError('NOTHING_DUE', 409);
/** Nothing is to be paid any more: it was taken in cash today. `{ number, time }` of the receipt. */
export const TakenInCash = defineError('TAKEN_IN_CASH', 409);
/** Nothing is to be paid any more: what was due last came by transfer. `{ at }`, when it was booked. */
export const PaidByTransfer = defineError('PAID_BY_TRANSFER', 409);
/** What is to be paid is another amount than the payer and the clerk saw. */
export const DueChanged = defineError('DUE_CHANGED', 409);
/** The cash of this day is closed. */
export const CashDayClosed = defineError('CASH_DAY_CLOSED', 409);
/** An earlier day on which cash moved is still open: days close in their order. */
export const EarlierDayOpen = defineError('EARLIER_DAY_OPEN', 409);
/** The receipt was cancelled before, or its money has been given back. */
export const ReceiptSettled = defineError('RECEIPT_SETTLED', 409);
/** The result that it paid for is with whoever paid: money goes back by a refund, which a second person decides. */
export const ReceiptResultGiven = defineError('RECEIPT_RESULT_GIVEN', 409);
/** More or less was counted than the books say, and nobody wrote why. */
export const DifferenceUnexplained = defineError('DIFFERENCE_UNEXPLAINED', 422);
/** No cash moved on that day. */
export const NoCashThatDay = defineError('NO_CASH_THAT_DAY', 409);
/** Less cash lies in today's box than is to be given back. */
export const CashShort = defineError('CASH_SHORT', 409);
/** Bank, number or names of an account are none; details: which. */
export const BankAccountWrong = defineError('BANK_ACCOUNT_WRONG', 422);
/** The account is another agency's. */
export const BankAccountTaken = defineError('BANK_ACCOUNT_TAKEN', 409);
/** Money has come into the account today already: it is not put right, only followed by another. */
export const BankAccountUsed = defineError('BANK_ACCOUNT_USED', 409);
/** A request of the bank that is not signed with our key, or was signed too long ago. */
export const BankSignatureWrong = defineError('BANK_SIGNATURE_WRONG', 401);
/** What the bank sent is no notice of a payment. */
export const NoticeUnreadable = defineError('NOTICE_UNREADABLE', 422);
/** The bank used the id of a notice again for another. */
export const NoticeReused = defineError('NOTICE_REUSED', 409);
/** Money came into an account that is none of ours. */
export const AccountUnknown = defineError('BANK_ACCOUNT_UNKNOWN', 422);
/** Nothing was ever to be paid for this code. */
export const ReferenceUnknown = defineError('REFERENCE_UNKNOWN', 422);
/** The money is assigned already, or is being given back. */
export const MoneySettled = defineError('MONEY_SETTLED', 409);
/** The bank's notice and statement agree about the money, or somebody has settled the difference. */
export const MoneyNotDoubtful = defineError('MONEY_NOT_DOUBTFUL', 409);
/** The statement says what is booked: there is nothing to correct. */
export const StatementAlike = defineError('STATEMENT_ALIKE', 422);
/** More of the money has gone back than the statement leaves of it. */
export const MoneyGivenBack = defineError('MONEY_GIVEN_BACK', 409);
/** The settlement does not stand (any more), or money was moved or asked back since. */
export const SettlementActedOn = defineError('SETTLEMENT_ACTED_ON', 409);
/** No statement of the bank bears the money out (in full): it is not given back yet. */
export const MoneyUnproven = defineError('MONEY_UNPROVEN', 409);
/** More is asked back than came in, less what is asked back already. */
export const RefundTooMuch = defineError('REFUND_TOO_MUCH', 422);
/** Nobody says to whom money is to be given back. */
export const PayeeMissing = defineError('PAYEE_MISSING', 422);
/** The bank to which money is to be given back is none that takes transfers. */
export const PayeeBankUnknown = defineError('PAYEE_BANK_UNKNOWN', 422);
/** The account to which money is to be given back has not 6 to 19 digits. */
export const PayeeAccountWrong = defineError('PAYEE_ACCOUNT_WRONG', 422);
/** The refund was decided on before. */
export const RefundDecided = defineError('REFUND_DECIDED', 409);
/** Who asks for a refund does not decide on it. */
export const SecondPersonNeeded = defineError('SECOND_PERSON_NEEDED', 403);
/** Who asked for a refund does not pay it out. */
export const OwnPayOut = defineError('OWN_PAY_OUT', 403);
/** Nobody has approved the refund, or it was given back already. */
export const RefundNotApproved = defineError('REFUND_NOT_APPROVED', 409);
/** A refund was transferred, and the bank's reference is missing. */
export const BankRefMissing = defineError('BANK_REF_MISSING', 422);
