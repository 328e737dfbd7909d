import assert from 'node:assert/strict';
import { cases, type Dossier, listIncidents, loadProcedure, submit } from '#engines/cases';
import { createAccount } from '#engines/identity';
import { findProcedureInForce } from '#engines/procedures';
import type { ModuleDefinition } from '#platform/module';
import { type StaffSite, staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library, register } from '../../../engines/cases/testing/modules.ts';
import { ADMINISTRATION } from './modules.ts';

export const INCIDENT_DESK = '/can-bo/quan-tri/su-co';
/** Who applied for what stands still. */
export const READER = 'Giàng A Phử';
export type Official = Awaited<ReturnType<StaffSite['official']>>;
export type IncidentDesk = Awaited<ReturnType<typeof openIncidentDesk>>;

/** A site with those who mend: of the province, of Bắc Hà and of Sa Pa; a clerk of Bắc Hà; and dossiers that can stand still. */
export async function openIncidentDesk(...more: readonly ModuleDefinition[]) {
  const s = await staffSite([...ADMINISTRATION.slice(0, -1), library, ...more, ...ADMINISTRATION.slice(-1)]);
  const province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
  const local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
  const neighbour = await s.official('Lục Văn Toàn', s.agencies.saPa, ['agency-admin']);
  const clerk = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer', 'receiver']);
  await loadLibrary(s.db, s.act());
  let readers = 0;

  /** The last call of a service that was asked for, as a worker does it. */
  async function call(dossier: Dossier, tries = 5): Promise<void> {
    const job = cases.jobs?.find(j => j.name === 'cases.call-service') ?? assert.fail();
    const { payload } = await s.owner.one<{ payload: object }>(
      `SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'dossierId' = $1 ORDER BY id DESC LIMIT 1`,
      [dossier.id],
    );
    await job.run({ ...payload, tries }, s.env);
  }

  /** A dossier of Bắc Hà, at its first step. */
  async function submitted(): Promise<Dossier> {
    const version = (await findProcedureInForce(s.db, '9.700002', '2026-11-20')) ?? assert.fail();
    const procedure = await loadProcedure(s.db, { procedureVersionId: version.id });
    return s.db.tx(async tx => {
      const phone = `+8491200${String(++readers).padStart(4, '0')}`;
      const accountId = await createAccount(tx, { kind: 'citizen', name: READER, phone }, s.act());
      const applicant = { accountId, name: READER, phone: null, email: null, lang: 'vi' as const };
      const data = {
        reader: { name: READER, phone: '0912345678' },
        place: { commune: '99001' },
        result: { way: 'counter' },
      };
      const by = { accountId, postId: null, agencyId: null, at: s.clock.now() };
      const submission = { procedure, channel: 'online' as const, data, papers: [], applicant };
      return submit(tx, { ledger: s.ledger }, submission, by);
    });
  }

  /** A dossier of Bắc Hà whose process waits in vain for the readers' register, and where its incident is kept. */
  async function stuck(): Promise<{ dossier: Dossier; path: string }> {
    register.answer = async () => {
      throw new Error('sổ bạn đọc không trả lời');
    };
    const dossier = await submitted();
    await call(dossier);
    const [incident] = await listIncidents(s.db, dossier.id);
    return { dossier, path: `${INCIDENT_DESK}/${incident?.id}` };
  }

  const close = () => {
    register.answer = async () => ({ known: true });
    return s.close();
  };
  return { s, province, local, neighbour, clerk, call, submitted, stuck, close };
}
