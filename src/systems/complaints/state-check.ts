import { NOT_TOLD, type StateCheck } from '#platform/ledger';
import { dueOf } from './actions/record.ts';
import { entries } from './entries.ts';
import type { Complaint } from './types.ts';

type Row = Pick<
  Complaint,
  | 'status'
  | 'takeOnDue'
  | 'settleDue'
  | 'number'
  | 'outcome'
  | 'remedy'
  | 'sha256'
  | 'carriedOutHow'
  | 'carriedOutCode'
  | 'carriedOutAct'
  | 'replacedBy'
  | 'carryOutDue'
> & {
  id: string;
  dossier: string;
};

/** What happens to a complaint once it is settled. */
const AFTER: ReadonlySet<string> = new Set([
  'complaint.carried-out',
  'complaint.replaced',
  'complaint.resumed',
]);

/** Of what entries have told since they say until when a decision is carried out: as it was before; older ones did not tell it. */
function beforeNow(
  before: Record<string, unknown> | undefined,
  kind: string,
  fact: 'replacedBy' | 'carryOutDue',
  body: Record<string, unknown>,
): unknown {
  if (kind === 'complaint.settled') return body.remedy && !body.until ? NOT_TOLD : null;
  return before?.[fact] ?? null;
}

/** Number, dossier, status, due time and settlement of every complaint, as its table holds them and as its entries say. */
export const complaintState: StateCheck = {
  id: 'complaints.complaint',
  kinds: entries.map(e => e.kind),
  actual: async (db, after, limit) => {
    const rows = await db.query<Row>(
      `SELECT id, dossier_id AS dossier, status, take_on_due AS "takeOnDue", settle_due AS "settleDue", number, outcome, remedy, sha256,
         carried_out_how AS "carriedOutHow", carried_out_code AS "carriedOutCode",
         carried_out_act AS "carriedOutAct", replaced_by AS "replacedBy",
         carry_out_due AS "carryOutDue"
       FROM complaints.complaint WHERE $1::text IS NULL OR id > substr($1, 11)::uuid ORDER BY id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id, takeOnDue, settleDue, carryOutDue, ...row }) => ({
      key: `complaint:${id}`,
      state: {
        ...row,
        carryOutDue: carryOutDue?.toISOString() ?? null,
        dueAt: dueOf({ status: row.status, takeOnDue, settleDue })?.toISOString() ?? null,
      },
    }));
  },
  fold: (before, { kind, body }) => {
    const settled = kind === 'complaint.settled';
    const carried = kind === 'complaint.carried-out';
    const settlement = settled ? body : AFTER.has(kind) ? before : undefined;
    return {
      dossier: body.dossier ?? before?.dossier,
      status: body.status,
      dueAt: body.dueAt,
      number: settled ? before?.number : (body.number ?? before?.number),
      outcome: settlement?.outcome ?? null,
      remedy: settlement?.remedy ?? null,
      sha256: settlement?.sha256 ?? null,
      carriedOutHow: carried ? body.how : null,
      carriedOutCode: carried ? body.code : null,
      carriedOutAct: carried ? (body.act ?? null) : null,
      replacedBy: kind === 'complaint.replaced' ? body.by : beforeNow(before, kind, 'replacedBy', body),
      carryOutDue: body.until ?? beforeNow(before, kind, 'carryOutDue', body),
    };
  },
};
