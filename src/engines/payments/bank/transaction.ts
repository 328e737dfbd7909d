import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

/** Money that came in, as a bank tells of it: at once in a notice, later in a statement. */
export type BankTransaction = {
  /** The bank's own reference: the same transaction has the same one, wherever it stands. */
  ref: string;
  amount: number;
  purpose: string;
  payer: string | null;
  /** ISO instant. */
  bookedAt: string;
};

const closed = { additionalProperties: false };
const transaction = Type.Object(
  {
    ref: Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\x21-\\x7e]+$' }),
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
    purpose: Type.String({ maxLength: 500 }),
    payer: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
    bookedAt: Type.String({
      pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
    }),
  },
  closed,
);
const account = Type.Object(
  { bin: Type.String({ pattern: '^\\d{6}$' }), number: Type.String({ pattern: '^[0-9A-Z]{4,19}$' }) },
  closed,
);

/** What a bank sends when money has come in. `id` is the message's own: sent again, it is the same. */
const noticeSchema = Type.Object(
  { id: Type.String({ pattern: '^[\\x21-\\x7e]{8,100}$' }), account, transaction },
  closed,
);
export type BankNotice = {
  id: string;
  account: { bin: string; number: string };
  transaction: BankTransaction;
};
const notice = Compile(noticeSchema);

/** A page of a statement; `next` is handed back to get the following one. */
const statementSchema = Type.Object(
  {
    transactions: Type.Array(transaction, { maxItems: 1000 }),
    next: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);
export type StatementPage = { transactions: BankTransaction[]; next: string | null };
const statement = Compile(statementSchema);

const isInstant = (text: string) => !Number.isNaN(Date.parse(text));

/** The notice, or undefined when the value is none. */
export const readNotice = (value: unknown): BankNotice | undefined =>
  notice.Check(value) && isInstant(value.transaction.bookedAt) ? value : undefined;

/** The page, or undefined when the value is none. */
export const readStatement = (value: unknown): StatementPage | undefined =>
  statement.Check(value) && value.transactions.every(t => isInstant(t.bookedAt)) ? value : undefined;
