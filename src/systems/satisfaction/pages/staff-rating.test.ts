import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases, casesService, completeStep, type Dossier, loadProcedure, submit } from '#engines/cases';
import { files } from '#engines/files';
import { indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import { ratings } from '#engines/ratings';
import { trust } from '#engines/trust';
import { openTasks, work } from '#engines/work';
import { localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { jobsModule } from '#platform/manifests';
import { type StaffSite, staffSite } from '#test/staff-site';
import { Visit } from '#test/visit';
import { loadLibrary } from '../../../engines/cases/testing/load-library.ts';
import { library } from '../../../engines/cases/testing/modules.ts';
import { satisfaction } from '../index.ts';
import { agencyAddress, STAFF } from '../view.ts';

/** Code of the card. */
const CARD = '9.700001';

describe('satisfaction: the answer of the agency', () => {
  let s: StaffSite;
  let chair: Awaited<ReturnType<StaffSite['official']>>;
  let anyone: Visit;

  before(async () => {
    const engines = [jobsModule, numbering, files, trust, messaging, payments, work, indicators];
    s = await staffSite([...engines, cases, library, ratings, satisfaction]);
    await loadLibrary(s.db, s.act());
    chair = await s.official('Thào A Sính', s.agencies.bacHa, ['leader']);
    anyone = new Visit(s.server, '');
  });
  after(() => s.close());

  /** A dossier that was rated, with words that everybody may read. */
  async function rated(): Promise<Dossier> {
    const version = await findProcedureInForce(s.db, CARD, localDate(s.clock.now()));
    const procedure = await loadProcedure(s.db, { procedureVersionId: version?.id ?? '' });
    const { accountId } = chair;
    const data = {
      reader: { name: 'Giàng A Phử', phone: '0912345678' },
      place: { commune: '99001' },
      result: { way: 'counter' },
    };
    const applicant = { accountId, name: 'Giàng Thị Mỷ', phone: null, email: null, lang: 'vi' as const };
    const order = { procedure, channel: 'online' as const, data, papers: [], applicant };
    const by = { accountId, postId: null, agencyId: null, at: s.clock.now() };
    const dossier = await s.db.tx(tx => submit(tx, s.env.get(casesService), order, by));
    await s.db.tx(tx =>
      tx.run(
        `INSERT INTO ratings.rating (dossier_id, code, procedure_code, agency_id, level, words, way, rated_at, changed_at, words_state)
         VALUES ($1, $2, $3, $4, 2, 'Hẹn rồi lại phải đợi', 'account', $5, $5, 'shown')`,
        [dossier.id, dossier.code, CARD, dossier.agencyId, s.clock.now()],
      ),
    );
    return dossier;
  }

  const answers = async (dossier: Dossier, words: string, to: 'all' | 'rater') => {
    const page = `${STAFF}/${dossier.id}`;
    await chair.visit.open(page);
    return chair.visit.submit(`${page}/tra-loi`, { 'tra-loi': words, 'cho-ai': to });
  };

  test('for everybody it is refused with what must be taken out, and what was typed stays; to who rated it is sent', async () => {
    const dossier = await rated();
    const words = `Đã gọi chị Giang Thi My số 0912 345 678 về hồ sơ ${dossier.code}`;
    const refused = await answers(dossier, words, 'all');
    assert.equal(refused.status, 422);
    assert.ok(
      refused.html.includes(`không được có “Giàng Thị Mỷ”, “${dossier.code}”, “0912 345 678”. Bỏ`),
      refused.html,
    );
    assert.ok(refused.html.includes(`${words}</textarea>`));
    assert.doesNotMatch((await anyone.open(agencyAddress(dossier.agencyId))).html, /Đã gọi/);
    const sent = await answers(dossier, words, 'rater');
    assert.equal(sent.location, `${STAFF}/${dossier.id}?xong=answered`);
    assert.doesNotMatch((await anyone.open(agencyAddress(dossier.agencyId))).html, /Đã gọi/);
  });

  test('an answer for everybody is said to be public where the words that it stands beside are, and nowhere else', async () => {
    const dossier = await rated();
    assert.equal((await answers(dossier, 'Đã nhắc bộ phận tiếp nhận', 'all')).status, 303);
    const said = async (state: string, why: string | null = null) => {
      await s.db.tx(tx =>
        tx.run('UPDATE ratings.rating SET words_state = $2, hidden_why = $3 WHERE dossier_id = $1', [
          dossier.id,
          state,
          why,
        ]),
      );
      return (await chair.visit.open(`${STAFF}/${dossier.id}`)).html;
    };
    const open = /Câu trả lời hiện công khai cùng lời góp ý/;
    assert.match(await said('shown'), open);
    assert.match((await anyone.open(agencyAddress(dossier.agencyId))).html, /Đã nhắc bộ phận/);
    for (const [state, why, words] of [
      ['hidden', 'insult', /Lời góp ý không hiện công khai nên câu trả lời cũng không/],
      ['waiting', null, /sẽ hiện công khai khi lời góp ý được duyệt/],
    ] as const) {
      const page = await said(state, why);
      assert.match(page, words);
      assert.doesNotMatch(page, open);
      assert.doesNotMatch((await anyone.open(agencyAddress(dossier.agencyId))).html, /Đã nhắc bộ phận/);
    }
  });

  test('what somebody wrote is shown without the people of the dossier and who handled it; who judges is told to look for others', async () => {
    const dossier = await rated();
    const clerk = await s.official('Vi Thị Huyền', s.agencies.centre, ['receiver']);
    const [task] = await openTasks(s.db, dossier.id);
    const step = { dossierId: dossier.id, taskId: task?.id ?? '', outcome: 'forward' };
    const by = {
      accountId: clerk.accountId,
      postId: clerk.postId,
      agencyId: s.agencies.centre,
      at: s.clock.now(),
    };
    await s.db.tx(tx => completeStep(tx, s.env.get(casesService), step, by));
    await s.owner.run(
      `INSERT INTO identity.mandate (id, principal_id, name, phone, relation, scope, until, made_at)
       VALUES ($1, $2, 'Lò Văn Ín', '+84911111111', 'family', 'all', '2027-01-01', $3)`,
      [newId(), chair.accountId, s.clock.now()],
    );
    const words = 'Cô Vi Thị Huyền hẹn anh Giàng A Phử và chú lo van in, ông Sùng Seo Chú cũng đợi';
    await s.db.tx(tx =>
      tx.run('UPDATE ratings.rating SET words = $2 WHERE dossier_id = $1', [dossier.id, words]),
    );
    const left = 'Cô […] hẹn anh […] và chú […] ông Sùng Seo Chú cũng đợi';
    const judged = (await chair.visit.open(`${STAFF}/${dossier.id}`)).html;
    assert.ok(judged.includes(left), judged);
    assert.match(judged, /cán bộ đã giải quyết hồ sơ[\s\S]*tên người khác[\s\S]*máy không nhận ra được/);
    assert.ok((await anyone.open(agencyAddress(dossier.agencyId))).html.includes(left));
    // Its own official an agency may name.
    assert.equal((await answers(dossier, 'Cô Vi Thị Huyền đã được nhắc nhở', 'all')).status, 303);
    assert.equal((await answers(dossier, 'Chú Lò Văn Ín thông cảm', 'all')).status, 422);
    assert.equal((await clerk.visit.open(`${STAFF}/${dossier.id}`)).status, 404, 'the clerk judges nothing');
  });

  test('who only looks on reads words and answer with numbers masked, in the list and on the page; who reads personal data there, whole', async () => {
    const dossier = await rated();
    const auditor = await s.official('Hoàng Văn Kiểm', s.agencies.bacHa, ['auditor']);
    const administrator = await s.official('Lù Văn Quản', s.agencies.bacHa, ['province-admin']);
    const said = (before: string) =>
      `${before}${'.'.repeat(125 - before.length)} sđt0912345678, cccd010191004172`;
    await s.db.tx(tx =>
      tx.run('UPDATE ratings.rating SET words = $2 WHERE dossier_id = $1', [dossier.id, said('Phải chờ')]),
    );
    assert.equal((await answers(dossier, said('Đã gọi'), 'rater')).status, 303);
    const pages = [`${STAFF}?xem=all`, `${STAFF}/${dossier.id}`];
    for (const page of pages) {
      for (const who of [auditor, administrator]) {
        const seen = (await who.visit.open(page)).html;
        assert.match(seen, /Phải chờ[.]+ sđt0912 ••• 678/);
        assert.doesNotMatch(seen, /Phải chờ[.]+ sđt0912345678/);
        // Who may change the answer has it in his form as it was written.
        if (who === auditor) assert.doesNotMatch(seen, /0912345678|01019100/);
      }
      assert.match((await chair.visit.open(page)).html, /Phải chờ[.]+ sđt0912345678, cccd0101/);
    }
    assert.match((await auditor.visit.open(pages[1] ?? '')).html, /Đã gọi[.]+ sđt0912[^<]*cccd••••••••4172/);
  });

  test('what somebody said in the applicant’s name is marked so, in the list and on its page; what she says herself is not', async () => {
    const dossier = await rated();
    const says = (actor: string, on: string) =>
      s.db.tx(tx =>
        s.env.get(casesService).ledger.append(tx, {
          ...{ kind: `rating.${on}`, subject: `rating:${dossier.id}`, actor, at: s.clock.now() },
          body: {
            ...{ dossier: dossier.id, agency: dossier.agencyId, procedure: CARD, way: 'account', level: 2 },
            ...{ reasons: ['time'], revision: 1, wordsState: 'shown' },
            ...(on === 'changed' ? { before: 2, ratedAt: s.clock.now().toISOString() } : {}),
          },
        }),
      );
    const rows = async () =>
      (await chair.visit.open(`${STAFF}?xem=all`)).html
        .split('<tr>')
        .filter(row => row.includes('người làm thay đánh giá'));
    assert.deepEqual(await rows(), []);
    await says(newId(), 'given');
    const marked = await rows();
    assert.equal(marked.length, 1);
    assert.ok(marked[0]?.includes(dossier.code));
    assert.match(
      (await chair.visit.open(`${STAFF}/${dossier.id}`)).html,
      /Người đánh giá[\s\S]*Người làm thay/,
    );
    await says(chair.accountId, 'changed');
    assert.deepEqual(await rows(), []);
    assert.doesNotMatch((await chair.visit.open(`${STAFF}/${dossier.id}`)).html, /Người làm thay/);
  });

  test('one that was given before is shown to everybody without name, number and code', async () => {
    const dossier = await rated();
    await s.db.tx(tx =>
      tx.run(
        `UPDATE ratings.rating SET answer = $2, answer_public = true, answered_at = $3, answered_by = $4 WHERE dossier_id = $1`,
        [
          dossier.id,
          `Mời anh Giàng A Phử gọi 0912345678, hồ sơ ${dossier.code} đã xong`,
          s.clock.now(),
          chair.accountId,
        ],
      ),
    );
    const { html } = await anyone.open(agencyAddress(dossier.agencyId));
    assert.ok(html.includes('Mời anh […] gọi […], hồ sơ […] đã xong'), html);
    assert.ok(!html.includes(dossier.code));
  });
});
