import { can } from '#engines/identity';
import { readDossierCode } from '#engines/numbering';
import type { Agency } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Visitor } from '#platform/http';
import { actorAt } from '../access/actor.ts';
import { askerOf, factsOf } from '../access/facts.ts';
import { mayAct } from '../access/table.ts';
import { type Act, actsFrom } from '../acts/status.ts';
import { receivedByDesks } from '../intake/may-receive.ts';
import { officesOf, postAt } from '../intake/offices.ts';
import { findDossier } from '../read/dossier.ts';
import { isUuid } from '../read/uuid.ts';
import type { Actor, Dossier } from '../types.ts';

/** A dossier for whose applicant somebody may come to the visitor's counter. */
export type AtCounter = {
  dossier: Dossier;
  /** The clerk, in his post at his counter. */
  actor: Actor;
  /** Whether he may see all of it: it was received, is handled or decided where he works. */
  reads: boolean;
  /** What its status allows. */
  acts: Act[];
};

/** The dossier's code in what was scanned or typed: the code itself, or the address in the QR code of a receipt; undefined where there is none. */
export function codeTyped(typed: string): string | undefined {
  const address = /\/kiem-tra\/g\/([\w.-]{5,60})(?:[?#]|$)/.exec(typed.trim());
  return readDossierCode(address?.[1] ?? typed);
}

/** The office at which a clerk sits who may take in things for dossiers of the field, the first of several. */
async function officeFor(
  q: Queryable,
  visitor: Visitor,
  field: string,
  at: Date,
): Promise<Agency | undefined> {
  for (const office of await officesOf(q, visitor, at))
    if (await can(q, visitor, 'dossier.receive', office.id, at, field)) return office;
  return undefined;
}

/**
 * A dossier, for a clerk before whom stands somebody who brings what was asked for, or wants to take it back: of any centre of the
 * province for what the centres receive (Decree 118/2025/NĐ-CP), of other agencies' desks only where it was received there.
 * Of it he sees what a counter needs: code, procedure, whose it is, what is asked. Throws NotFound: to whoever may not, it does not exist.
 */
export async function dossierAtCounter(
  q: Queryable,
  visitor: Visitor | null,
  id: string,
  at: Date,
): Promise<AtCounter> {
  const dossier = visitor?.kind === 'official' && isUuid(id) ? await findDossier(q, id) : undefined;
  if (!visitor || !dossier) throw NotFound();
  const facts = await factsOf(q, dossier, at);
  const asker = askerOf(visitor);
  const reads = mayAct(asker, 'read', facts);
  const acts = await actsFrom(q, dossier.status);
  if (mayAct(asker, 'supplement', facts)) {
    const own = { ...facts, places: [] };
    return { dossier, reads, acts, actor: actorAt(visitor, at, own, 'dossier.receive') };
  }
  const version = await getProcedureVersion(q, dossier.procedureVersionId);
  const office = receivedByDesks(version) ? await officeFor(q, visitor, dossier.field, at) : undefined;
  if (!office) throw NotFound();
  const actor = { accountId: visitor.accountId, postId: postAt(visitor, office.id), agencyId: office.id, at };
  return { dossier, reads, acts, actor: { ...actor, ...(facts.judged && { judged: facts.judged }) } };
}
