import { type Dossier, listResultActs, listResults, ofReception, undoneEntries } from '#engines/cases';
import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Ground } from './types.ts';

const ENDED = {
  'case.refused': { kind: 'refusal', title: 'Phiếu từ chối giải quyết hồ sơ' },
  'case.stopped': { kind: 'stop', title: 'Phiếu thông báo dừng giải quyết hồ sơ' },
} as const;

const DECIDED = { revocation: 'Quyết định thu hồi', annulment: 'Quyết định hủy bỏ' } as const;

/**
 * What may be complained about in a dossier, the newest first: its results that hold, the decisions that ended one, and that it was
 * refused or stopped.
 */
export async function groundsOf(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  dossier: Dossier,
): Promise<Ground[]> {
  const results = await listResults(q, dossier.id);
  const grounds: Ground[] = results
    .filter(r => r.status === 'valid')
    .map(r => ({
      kind: 'result',
      id: r.id,
      title: r.title,
      number: r.number,
      agencyId: r.agencyId,
      at: r.issuedAt,
    }));
  for (const act of results.length ? await listResultActs(q, dossier.id) : []) {
    const result = results.find(r => r.id === act.resultId);
    if (act.kind !== 'revocation' && act.kind !== 'annulment') continue;
    grounds.push({
      kind: 'decision',
      id: act.id,
      title: `${DECIDED[act.kind]} ${result?.title ?? ''}`,
      number: act.number ?? '',
      agencyId: act.agencyId,
      at: act.at,
    });
  }
  if (['refused', 'declined', 'stopped'].includes(dossier.status)) {
    // One that was taken back is none.
    const undone = await undoneEntries(q, dossier.id);
    for (const entry of await ledger.history(q, `dossier:${dossier.id}`, Object.keys(ENDED))) {
      if (undone.has(entry.id)) continue;
      grounds.push({
        ...ENDED[entry.kind as keyof typeof ENDED],
        ...(ofReception(entry) && { title: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ' }),
        id: null,
        number: String(entry.body.number ?? ''),
        // The counter refuses reception, and stops what lies there, in its own name.
        agencyId: String(entry.body.issuer ?? dossier.agencyId),
        at: entry.at,
      });
    }
  }
  return grounds.sort((a, b) => b.at.getTime() - a.at.getTime());
}

// What somebody does who decides, or prepares it; handing over and taking in are none.
const PARTS = [
  'step-done',
  'question-answered',
  'supplement-requested',
  'refused',
  'stopped',
  'apologised',
  'result-issued',
  'result-corrected',
  'result-reissued',
  'result-revoked',
].map(kind => `case.${kind}`);

/** Accounts that had a part in deciding about a dossier, as the ledger knows: of them only the head of the agency settles a complaint about it, the first. */
export async function partakers(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  dossier: Pick<Dossier, 'id' | 'applicantId'>,
): Promise<string[]> {
  const entries = await ledger.history(q, `dossier:${dossier.id}`, PARTS);
  const actors = new Set(entries.map(e => e.actor));
  actors.delete('system');
  if (dossier.applicantId) actors.delete(dossier.applicantId);
  return [...actors];
}
