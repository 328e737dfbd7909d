import assert from 'node:assert/strict';
import { cases, casesService, loadProcedure, refuse, submit } from '#engines/cases';
import { files } from '#engines/files';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { jobsModule } from '#platform/manifests';
import { staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { png } from '../../../engines/files/testing/samples.ts';
import { submitComplaint } from '../actions/submit-complaint.ts';
import { choicesOf } from '../choices.ts';
import { complaints } from '../index.ts';
import type { Delegate } from '../types.ts';

type Words = { content?: string; wish?: string; delegate?: Delegate; filename?: string };

/** A desk that refuses dossiers, and the committee above it whose leader settles what is complained about, on a real server. */
export async function complaintSite() {
  const s = await staffSite([
    ...[jobsModule, numbering, files, trust, messaging, payments, work, cases, library, complaints],
  ]);
  await loadLibrary(s.db, s.act());
  const clerk = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
  const leader = await s.official('Thào A Sính', s.agencies.bacHa, ['leader', 'signer']);

  /** A dossier was refused, and somebody complains about that on paper: the address of the complaint. */
  async function complain({ content, wish, delegate, filename }: Words = {}): Promise<string> {
    const at = s.clock.now();
    const version = await findProcedureInForce(s.db, '9.700001', localDate(at));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const data = {
      reader: { name: 'Lý A Nủ', phone: '0912345678' },
      place: { commune: '99001' },
      result: { way: 'counter' },
    };
    const applicant = { accountId: null, name: 'Lý A Nủ', phone: null, email: null, lang: 'vi' as const };
    const { accountId, postId } = clerk;
    const actor = { accountId, postId, agencyId: s.agencies.centre, at };
    const deps = s.env.get(casesService);
    const order = { procedure, channel: 'counter' as const, data, papers: [], applicant };
    const received = await s.db.tx(tx => submit(tx, deps, order, actor));
    const dossier = await s.db.tx(tx => refuse(tx, deps, { dossierId: received.id, reason: 'Sai' }, actor));
    const [choice] = await choicesOf(s.db, s.ledger, dossier, at);
    const stored = { bytes: png(60, 20, newId()), filename: 'don.png' };
    const { sha256 } = await s.db.tx(tx => deps.files.put(tx, stored));
    const paper = { sha256, filename: filename ?? 'don.png', mediaType: 'image/png', size: 8 };
    const made = {
      id: newId(),
      dossier,
      ground: choice?.ground ?? assert.fail(),
      knownOn: localDate(at),
      content: content ?? 'Hồ sơ của tôi đủ giấy tờ',
      wish: wish ?? 'Nhận hồ sơ',
      lateReason: '',
      channel: 'counter' as const,
      who: { ...applicant, phone: '0912345678', delegate: delegate ?? null },
      papers: [paper],
    };
    const { id } = await s.db.tx(tx => submitComplaint(tx, s.ledger, made, actor));
    return `/can-bo/khieu-nai/${id}`;
  }

  /** The leader takes it on. */
  async function takenOn(): Promise<string> {
    const path = await complain();
    await leader.visit.open(`${path}/thu-ly`);
    assert.equal((await leader.visit.submit(`${path}/thu-ly`)).status, 303);
    return path;
  }

  return Object.assign(s, { clerk, leader, complain, takenOn });
}

export type ComplaintSite = Awaited<ReturnType<typeof complaintSite>>;
export type Official = ComplaintSite['leader'];
