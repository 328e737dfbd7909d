import { cases, casesService, type Dossier, loadProcedure, refuse, submit } from '#engines/cases';
import { files } from '#engines/files';
import { answerMandate, endMandate, inviteDelegate, vaultService } from '#engines/identity';
import { indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { ratings } from '#engines/ratings';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { localDate } from '#platform/clock';
import { jobsModule } from '#platform/manifests';
import { account } from '#systems/account';
import { complaints } from '#systems/complaints';
import { myData } from '#systems/my-data';
import { portal } from '#systems/portal';
import { satisfaction } from '#systems/satisfaction';
import { type StaffSite, staffSite } from '#test/staff-site';
import { loadLibrary } from '../../../src/engines/cases/testing/load-library.ts';
import { library } from '../../../src/engines/cases/testing/modules.ts';

type Citizen = Awaited<ReturnType<StaffSite['citizen']>>;

/** The portal with a library's procedures, an owner of dossiers and somebody whom she may let act in her name. */
export async function actingFor() {
  const engines = [jobsModule, numbering, files, trust, messaging, payments, work, cases, library];
  const s = await staffSite([
    ...engines,
    indicators,
    ratings,
    account,
    portal,
    complaints,
    satisfaction,
    myData,
  ]);
  await loadLibrary(s.db, s.act());
  const clerk = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
  const leader = await s.official('Thào A Sính', s.agencies.bacHa, ['leader', 'signer'], 'Chủ tịch');
  const director = await s.official('Trần Văn Dũng', s.agencies.province, ['leader', 'signer'], 'Chủ tịch');
  const principal = await s.citizen('Giàng Thị Mỷ');
  const delegate = await s.citizen('Sùng A Hòa');

  /** She lets him act for every dossier of hers; gives the id of that. */
  const lets = (): Promise<string> =>
    s.db.tx(async tx => {
      const asked = {
        name: 'Hòa',
        relation: 'family',
        scope: 'all',
        code: null,
        until: '2026-12-31',
      } as const;
      const to = { ...asked, phone: delegate.phone };
      const vault = s.env.get(vaultService);
      const mandateId = await inviteDelegate(tx, vault, principal.accountId, to, s.act(principal.accountId));
      const answer = { mandateId, take: true };
      await answerMandate(tx, delegate.accountId, answer, s.act(delegate.accountId));
      return mandateId;
    });
  const ends = (id: string) =>
    s.db.tx(tx => endMandate(tx, principal.accountId, id, s.act(principal.accountId)));

  /** A dossier of hers, handed in by herself. */
  async function applied(by: Citizen = principal): Promise<Dossier> {
    const at = s.clock.now();
    const version = await findProcedureInForce(s.db, '9.700001', localDate(at));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const data = {
      reader: { name: by.name, phone: '0912345678' },
      place: { commune: '99001' },
      result: { way: 'counter' },
    };
    const { accountId, name, phone } = by;
    const applicant = { accountId, name, phone, email: null, lang: 'vi' as const };
    const deps = s.env.get(casesService);
    const order = { procedure, channel: 'online' as const, data, papers: [], applicant };
    const self = { accountId, postId: null, agencyId: null, at };
    return s.db.tx(tx => submit(tx, deps, order, self));
  }

  /** One whose reception was refused. */
  async function refused(by: Citizen = principal): Promise<Dossier> {
    const dossier = await applied(by);
    const deps = s.env.get(casesService);
    const at = s.clock.now();
    const office = { accountId: clerk.accountId, postId: clerk.postId, agencyId: s.agencies.centre, at };
    return s.db.tx(tx => refuse(tx, deps, { dossierId: dossier.id, reason: 'Nộp nhầm nơi' }, office));
  }

  return { ...s, clerk, leader, director, principal, delegate, lets, ends, applied, refused };
}

export type ActingFor = Awaited<ReturnType<typeof actingFor>>;
