export { bankAccountFor, findBankAccount, findBankAccountById, listBankAccounts } from './bank/accounts.ts';
export { assignMoney } from './bank/assign.ts';
export {
  countUnmatched,
  findMoney,
  inStatement,
  isDoubtful,
  isMissing,
  listMoney,
  type MoneyView,
  moneyOf,
  unprovenOf,
} from './bank/money.ts';
export { takeNotice } from './bank/notice.ts';
export { type Bank, type BankPort, bankService, SIMULATED_BANK, SIMULATED_BANK_PAGE } from './bank/port.ts';
export {
  failedReconciliations,
  lastReconciliations,
  type Reconciliation,
  reconcile,
  reconcileAccount,
} from './bank/reconcile.ts';
export { type NewAccount, setBankAccount } from './bank/set-account.ts';
export { settleDoubt } from './bank/settle-doubt.ts';
export { settlementsOf } from './bank/settlements.ts';
export { isSigned, signed } from './bank/signature.ts';
export { takeIn } from './bank/take-in.ts';
export type { BankNotice, BankTransaction, StatementPage } from './bank/transaction.ts';
export { canUndoSettlement, undoSettlement } from './bank/undo-settlement.ts';
export { cancelReceipt } from './cash/cancel-receipt.ts';
export {
  agenciesWithOpenCash,
  cashOpenFrom,
  closeCashDay,
  findCashDay,
  findOpenBefore,
  listCashDays,
} from './cash/close-day.ts';
export { cashAfter, cashAtEndOf, cashAtEndsOf, cashCarriedInto, cashInBox } from './cash/open-day.ts';
export { findReceipt, getReceipt, receiptsOf, receiptsOfDay, subjectsOfReceipt } from './cash/read.ts';
export { type CashPayment, takeCash } from './cash/take-cash.ts';
export { type PaymentDeps, paymentsService } from './deps.ts';
export {
  AccountUnknown,
  AmountAbovePublished,
  AmountBelowPublished,
  AmountOfOther,
  AmountTooLarge,
  AmountUnchanged,
  AmountWrong,
  BankAccountTaken,
  BankAccountUsed,
  BankAccountWrong,
  BankRefMissing,
  BankSignatureWrong,
  CashDayClosed,
  CashShort,
  ChargeBasisMissing,
  ChargeDecided,
  ChargeUnconfirmed,
  ClaimDecided,
  DifferenceUnexplained,
  DueChanged,
  ExemptionUnknown,
  MoneyGivenBack,
  MoneyNotDoubtful,
  MoneySettled,
  MoneyUnproven,
  NoCashThatDay,
  NothingDue,
  NoticeReused,
  NoticeUnreadable,
  ObligationClosed,
  OwnPayOut,
  PayeeAccountWrong,
  PayeeBankUnknown,
  PayeeMissing,
  ReasonLong,
  ReasonNeeded,
  ReceiptSettled,
  ReferenceUnknown,
  RefundDecided,
  RefundNotApproved,
  RefundTooMuch,
  SecondPersonNeeded,
  SettlementActedOn,
  StatementAlike,
} from './errors.ts';
export { payments } from './module.ts';
export { ask, type NewObligation, raise } from './obligations/ask.ts';
export { cancelObligations } from './obligations/cancel.ts';
export { claimExemption, decideClaim, isClaimed } from './obligations/claim.ts';
export { decideCharge, proposeCharge } from './obligations/propose.ts';
export {
  dueOf,
  findObligation,
  getObligation,
  givenBackOf,
  isProposed,
  listDue,
  listProposed,
  obligationsOf,
  owingAmong,
} from './obligations/read.ts';
export { renamePayer } from './obligations/rename-payer.ts';
export { isAmount, type NewAmount, setAmount } from './obligations/set-amount.ts';
export { type TakenBack, takeBack } from './obligations/take-back.ts';
export { isInHand, type Payable, payable } from './payable.ts';
export { bankTitle, PAYEE_BANKS, type PayeeBank } from './refunds/banks.ts';
export { decideRefund } from './refunds/decide.ts';
export { payOutRefund } from './refunds/pay-out.ts';
export {
  cashRefundsOfDay,
  countRefundsFor,
  getRefund,
  hasRefund,
  listRefunds,
  refundsOf,
} from './refunds/read.ts';
export { refundableOf } from './refunds/refundable.ts';
export { amountFault, payeeFaults, type RefundRequest, requestRefund } from './refunds/request.ts';
export type * from './types.ts';
export { type Transfer, vietQr } from './vietqr/payload.ts';
export { purposeOf } from './vietqr/purpose.ts';
export { readVietQr } from './vietqr/read-payload.ts';
export { amountInWords } from './words/amount-in-words.ts';
export { dueName, isLineOf, itemName, timesRate } from './words/times-rate.ts';
