import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';
import { SlipTextChanged, SlipTextRefused } from '../errors.ts';
import { DEFAULT_TEXTS } from './default-texts.ts';
import type { SlipKind } from './kinds.ts';
import { checkSlipText, type SlipText } from './text.ts';

/** How a slip has been worded from a moment on. Version 0: as a new installation words it. */
export type SlipTextVersion = {
  kind: SlipKind;
  version: number;
  text: SlipText;
  since: Date | null;
  by: string | null;
};

const COLUMNS = `kind, version, json_build_object('size', size, 'heading', heading, 'body', body, 'footer', footer) AS text,
  since, by`;

/** How a slip was worded at a moment: a slip that was given stays as it was, whatever is changed after. */
export async function slipTextAt(q: Queryable, kind: SlipKind, at: Date): Promise<SlipText> {
  const row = await q.maybe<{ text: SlipText }>(
    `SELECT ${COLUMNS} FROM cases.slip_text WHERE kind = $1 AND since <= $2 ORDER BY version DESC LIMIT 1`,
    [kind, at],
  );
  return row?.text ?? DEFAULT_TEXTS[kind];
}

/** All wordings of a slip, the newest first; the first text of all is always there. */
export async function listSlipTexts(q: Queryable, kind: SlipKind): Promise<SlipTextVersion[]> {
  const rows = await q.query<SlipTextVersion>(
    `SELECT ${COLUMNS} FROM cases.slip_text WHERE kind = $1 ORDER BY version DESC`,
    [kind],
  );
  return [...rows, { kind, version: 0, text: DEFAULT_TEXTS[kind], since: null, by: null }];
}

/**
 * Words a slip anew from now on. `before` is the version that whoever changed it had before his eyes.
 *
 * | refusal | when |
 * | --- | --- |
 * | SLIP_TEXT_REFUSED | it is written wrong; details: `SlipProblem[]` |
 * | SLIP_TEXT_CHANGED | it was changed meanwhile, by whomever |
 */
export async function saveSlipText(
  tx: Tx,
  kind: SlipKind,
  text: SlipText,
  before: number,
  act: Act,
): Promise<number> {
  const problems = checkSlipText(kind, text);
  if (problems.length) throw SlipTextRefused({ count: problems.length }, problems);
  await tx.run("SELECT pg_advisory_xact_lock(hashtextextended('cases.slip-text:' || $1, 0))", [kind]);
  const [newest] = await listSlipTexts(tx, kind);
  const version = newest?.version ?? 0;
  if (version !== before) throw SlipTextChanged();
  await tx.run(
    `INSERT INTO cases.slip_text (kind, version, size, heading, body, footer, since, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [kind, version + 1, text.size, text.heading, text.body, text.footer, act.at, act.actor],
  );
  await act.ledger.append(tx, {
    kind: 'slip.reworded',
    subject: `slip:${kind}`,
    actor: act.actor,
    at: act.at,
    body: { slip: kind, version: version + 1, ...text },
  });
  return version + 1;
}
