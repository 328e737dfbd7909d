import { cases, casesService, type Dossier, loadProcedure, submit } from '#engines/cases';
import { files } from '#engines/files';
import type { FormData } from '#engines/forms';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { obligationsOf, payments } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { localDate } from '#platform/clock';
import { jobsModule } from '#platform/manifests';
import { staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { fees } from '../index.ts';

/** The card for rare books: 800.000 đồng online and 900.000 at the counter, asked for on reception; two more fees are only published. */
const RARE = '9.700003';

/** The money of a library's desk on a real server: who receives, who answers for it, who pays out, and one of another commune. */
export async function feesSite() {
  const s = await staffSite([
    ...[jobsModule, numbering, files, trust, messaging, payments, work],
    ...[cases, library, fees],
  ]);
  await loadLibrary(s.db, s.act());
  const clerk = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
  const leader = await s.official('Thào A Sính', s.agencies.bacHa, ['leader', 'signer']);
  const accountant = await s.official('Trần Thị Lan', s.agencies.bacHa, ['accountant']);
  const stranger = await s.official('Sùng A Chứ', s.agencies.saPa, ['receiver', 'leader', 'accountant']);

  /** A dossier for a card for rare books, at Bắc Hà; `ground`: the exemption that is claimed. */
  async function apply(
    wish: { code?: string; channel?: Dossier['channel']; ground?: string; account?: string } = {},
  ): Promise<Dossier> {
    const version = await findProcedureInForce(s.db, wish.code ?? RARE, localDate(s.clock.now()));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const data: FormData = {
      reader: { name: 'Giàng A Phử', phone: '0912345678', ...(wish.ground && { ground: wish.ground }) },
      place: { commune: '99001' },
      result: { way: 'counter' },
    };
    const applicant = {
      accountId: wish.account ?? leader.accountId,
      name: 'Giàng Thị Mỷ',
      phone: null,
      email: null,
      lang: 'vi' as const,
    };
    const order = { procedure, channel: wish.channel ?? ('online' as const), data, papers: [], applicant };
    const by = { accountId: leader.accountId, postId: null, agencyId: null, at: s.clock.now() };
    return s.db.tx(tx => submit(tx, s.env.get(casesService), order, by));
  }

  const feesOf = (d: Dossier) => `/can-bo/ho-so/${d.id}/phi`;
  const owed = (d: Dossier) => obligationsOf(s.db, { kind: 'dossier', id: d.id });

  return { ...s, clerk, leader, accountant, stranger, apply, feesOf, owed };
}

export type FeesSite = Awaited<ReturnType<typeof feesSite>>;
