import { BankSignatureWrong, bankService, isSigned, SIMULATED_BANK } from '#engines/payments';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, json, queryText, type Route } from '#platform/http';
import { statementOf } from '../transactions.ts';

const PAGE = 100;

/** A page of a statement, for whoever signs the request with the shared key. */
async function statement(ctx: Ctx): Promise<Answer> {
  const { secret, simulated } = ctx.get(bankService);
  if (!simulated || !secret) throw NotFound();
  if (!isSigned(secret, ctx.req.headers, ctx.req.url, ctx.clock.now())) throw BankSignatureWrong();
  const asked = (name: string) => queryText(ctx.req.query, name);
  const rows = await statementOf(ctx.db, {
    bin: asked('bin'),
    number: asked('number'),
    from: new Date(asked('from')),
    to: new Date(asked('to')),
    after: Number(asked('after')) || 0,
    limit: PAGE + 1,
  });
  const shown = rows.slice(0, PAGE);
  return json({
    transactions: shown.map(({ ref, amount, purpose, payer, bookedAt }) => ({
      ...{ ref, amount, purpose, payer, bookedAt },
    })),
    next: rows.length > PAGE ? String(shown.at(-1)?.n) : null,
  });
}

export const statementRoute: Route = {
  method: 'GET',
  path: `${SIMULATED_BANK}/statement`,
  rule: 'public',
  signed: true,
  handler: statement,
};
