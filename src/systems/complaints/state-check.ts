import type { StateCheck } from '#platform/ledger';
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
> & {
  id: string;
  dossier: string;
};

/** Number, dossier, status, due time and settlement of every complaint, as its table holds them and as its entries say. */
export const complaintState: StateCheck = {
  id: 'complaints.complaint',
  kinds: entries.map(e => e.kind),
  actual: async (db, after, limit) => {
    const rows = await db.query<Row>(
      `SELECT id, dossier_id AS dossier, status, take_on_due AS "takeOnDue", settle_due AS "settleDue", number, outcome, remedy, sha256,
         carried_out_how AS "carriedOutHow", carried_out_code AS "carriedOutCode"
       FROM complaints.complaint WHERE $1::text IS NULL OR id > substr($1, 11)::uuid ORDER BY id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id, takeOnDue, settleDue, ...row }) => ({
      key: `complaint:${id}`,
      state: {
        ...row,
        dueAt: dueOf({ status: row.status, takeOnDue, settleDue })?.toISOString() ?? null,
      },
    }));
  },
  fold: (before, { kind, body }) => {
    const settled = kind === 'complaint.settled';
    const carried = kind === 'complaint.carried-out';
    const settlement = settled ? body : carried ? before : undefined;
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
    };
  },
};
