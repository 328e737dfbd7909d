import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { actorOf, type Dossier, listLeftBehind } from '#engines/cases';
import { linkAgencies } from '#engines/organisation';
import { newId } from '#platform/db';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { formerPlaces, reformOf2027 } from '../../engines/cases/testing/former-places.ts';
import { does, type People, signs, withLibrary } from '../../engines/cases/testing/people.ts';
import { complaintFor, type Right, reachOf } from './access.ts';
import { carryOut } from './actions/carry-out.ts';
import { settle } from './actions/settle.ts';
import { submitComplaint } from './actions/submit-complaint.ts';
import { takeOn } from './actions/take-on.ts';
import { settlements } from './checked-papers.ts';
import { choicesOf } from './choices.ts';
import {
  countComplaints,
  countToCarryOut,
  countToSettle,
  type ListState,
  listComplaints,
  searchComplaints,
} from './data/read.ts';
import { complaints } from './index.ts';
import { noticeOf } from './notice-paper.ts';
import { notifyComplainant } from './notify.ts';
import { settlerName } from './settling-agency.ts';
import type { Complaint } from './types.ts';

describe('complaints: at a committee whose work went to several', () => {
  let f: CasesFixture;
  let p: People;
  let there: People['clerk'];
  let vice: People['clerk'];
  let open: Complaint;
  let upheld: Complaint;
  let divided: Complaint;
  let naHoi: string;

  const complains = async (dossier: Dossier): Promise<Complaint> => {
    const [choice] = await choicesOf(f.db, f.ledger, dossier, f.clock.now());
    assert.ok(choice);
    const { accountId, name, phone } = p.reader;
    const who = { accountId, name, phone, email: null, lang: 'vi', delegate: null } as const;
    const text = {
      knownOn: '2026-11-20',
      content: 'Thẻ ghi sai tên',
      wish: 'Đính chính tên',
      lateReason: '',
    };
    const wish = {
      ...{ id: newId(), dossier, ground: choice.ground },
      ...{ ...text, channel: 'online' as const, who, papers: [] },
    };
    return f.db.tx(tx => submitComplaint(tx, f.ledger, wish, actorOf(p.reader, f.clock.now())));
  };
  const dossierOf = (c: Complaint) => f.again({ id: c.dossierId } as Dossier);
  const as = async (who: People['clerk'], { id }: Complaint, right: Right) =>
    (await complaintFor(f.db, who, id, right, f.clock.now())).actor;

  const takesOn = async (who: People['clerk'], c: Complaint) => {
    const actor = await as(who, c, 'complaint.handle');
    return f.db.tx(tx => takeOn(tx, f.ledger, { id: c.id, complex: false, remote: false }, actor));
  };
  const settles = async (who: People['clerk'], c: Complaint) => {
    const actor = await as(who, c, 'complaint.settle');
    const decided = { outcome: 'changed', remedy: 'revoke', answer: 'Thẻ cấp nhầm, phải thu hồi.' } as const;
    const wish = { id: c.id, ...decided, signerName: who.name };
    return settle(f.db, f.deps, await dossierOf(c), wish, actor);
  };

  withLibrary(
    async (library, all) => {
      f = library;
      p = all;
      f.clock.set('2026-11-20T09:00:00+07:00');
      const places = await formerPlaces(f);
      there = await f.official('Lâm Thị Páo', places.taChai.agency, [
        'receiver',
        'officer',
        'leader',
        'signer',
      ]);
      vice = await f.official('Ma A Chính', places.taChai.agency, ['leader', 'signer'], 'Phó Chủ tịch');
      const signer = await f.official('Sùng A Dơ', places.taChai.agency, ['signer']);
      const card = async (commune = '99031', who = there) => {
        const dossier = await f.apply(p.reader, { data: f.filledIn({ commune, way: 'electronic' }) });
        await does(f, who, dossier, 'forward');
        await does(f, who, dossier, 'propose');
        await signs(f, who === there ? signer : who, dossier);
        return f.again(dossier);
      };
      open = await complains(await card());
      upheld = await settles(vice, await takesOn(there, await complains(await card())));
      naHoi = places.naHoi.agency;
      const roles = ['receiver', 'officer', 'leader', 'signer'];
      divided = await complains(await card('99032', await f.official('Giàng Thị Dợ', naHoi, roles)));
      await reformOf2027(f, places);
      f.clock.set('2027-01-04T08:00:00+07:00');
    },
    [complaints],
  );

  const listed = async (who: People['clerk'], state: ListState) => {
    const now = f.clock.now();
    const reach = await reachOf(f.db, who, 'complaint.read', now);
    const rows = await listComplaints(f.db, reach, { state, now, limit: 50, offset: 0 });
    assert.equal(
      (await countComplaints(f.db, reach, now))[state],
      rows.length,
      'the count is that of the list',
    );
    return rows.map(c => c.id);
  };

  test('is in the list of the commune of its dossier, which takes it on and settles it; in no other’s', async () => {
    assert.equal(open.agencyId, upheld.agencyId);
    assert.deepEqual(await listed(p.chairman, 'take-on'), [open.id]);
    assert.deepEqual(await listed(p.stranger, 'take-on'), [], 'a commune that had another part of the work');
    await assert.rejects(as(p.stranger, open, 'complaint.read'), { code: 'NOT_FOUND' });

    const now = f.clock.now();
    const words = { words: `${open.number} ${open.dossierCode}`, limit: 10, offset: 0 };
    const finds = async (who: People['clerk']) =>
      (await searchComplaints(f.db, await reachOf(f.db, who, 'complaint.read', now), words)).total;
    assert.deepEqual([await finds(p.chairman), await finds(p.stranger)], [1, 0]);

    await takesOn(p.officer, open);
    assert.deepEqual(await listed(p.chairman, 'settle'), [open.id]);
    const waits = async (who: People['clerk']) =>
      countToSettle(f.db, await reachOf(f.db, who, 'complaint.settle', now), who.accountId, now);
    assert.deepEqual([await waits(p.chairman), await waits(p.stranger)], [1, 0]);
    assert.equal(await settlerName(f.db, open, now), 'UBND xã Bắc Hà');
    const settled = await settles(p.chairman, open);
    assert.deepEqual([settled.status, settled.settledAgency], ['settled', f.agencies.bacHa]);
    assert.equal(settled.carryOutAgency, f.agencies.bacHa);
    assert.equal(settled.decisionNumber, '1/2027', 'the first of its own book');
    const { sha256 } = settled;
    const paper = await settlements.find(f.db, { sha256: sha256 ?? '' });
    assert.equal(paper?.agencyId, f.agencies.bacHa, 'whoever checks the paper reads who signed it');
    const pdf = await f.deps.files.read(sha256 ?? '');
    const text = execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).replace(/\s+/g, ' ');
    assert.match(
      text,
      /Khiếu nại đối với [^;]* của UBND xã Tà Chải/,
      'who decided it is named as it was called',
    );
    assert.ok(
      text.includes(`Điều 3. ${open.name}, UBND xã Bắc Hà thi hành Quyết định này.`),
      'nothing is ordered of a body that is gone; who has its work is named once',
    );
    const [entry] = await f.ledger.history(f.db, `complaint:${open.id}`, ['complaint.taken-on']);
    assert.ok(entry);
    await f.db.tx(tx => notifyComplainant.handle({ ...entry, position: 0 }, tx));
    const told = await f.db.one<{ agency: string }>(
      `SELECT params->>'agency' AS agency FROM messaging.message WHERE about_id = $1 AND text_key = 'complaints.message.taken-on' LIMIT 1`,
      [open.dossierId],
    );
    assert.equal(told.agency, 'UBND xã Bắc Hà');
    assert.ok(await noticeOf(f.db, f.deps, { complaint: settled, dossier: await dossierOf(settled) }));
  });

  test('what was upheld before waits to be carried out by who answers for that place now', async () => {
    const now = f.clock.now();
    const waits = async (who: People['clerk']) =>
      countToCarryOut(f.db, await reachOf(f.db, who, 'dossier.decide', now));
    assert.ok((await listed(p.chairman, 'carry-out')).includes(upheld.id));
    assert.ok((await waits(p.chairman)) > 0);
    assert.deepEqual([await listed(p.stranger, 'carry-out'), await waits(p.stranger)], [[], 0]);
    const actor = await as(p.chairman, upheld, 'complaint.read');
    const wish = { id: upheld.id, code: '' };
    await assert.rejects(
      f.db.tx(tx => carryOut(tx, f.deps, wish, actor)),
      { code: 'COMPLAINT_CARRY_OUT_FIRST' },
    );
  });

  test('of a place that was divided among several it opens to nobody: the incident desk has it, until it is said who has the work', async () => {
    const now = f.clock.now();
    for (const who of [p.chairman, p.stranger])
      await assert.rejects(as(who, divided, 'complaint.read'), { code: 'NOT_FOUND' });
    const left = await listLeftBehind(f.ctx, now);
    assert.deepEqual(
      left.flatMap(({ source, groups }) => groups.map(g => [source.title, g.agencyId, g.areaId, g.count])),
      [['complaints.left-behind.title', naHoi, divided.areaId, 1]],
      'not those that went to the commune of their place',
    );
    assert.equal(left[0]?.groups[0]?.dueAt.getTime(), divided.takeOnDue.getTime());
    const link = {
      intoId: f.agencies.bacHa,
      on: '2027-01-01',
      share: 'whole',
      unverified: false,
      note: null,
    } as const;
    await f.db.tx(tx => linkAgencies(tx, { fromId: naHoi, ...link }, f.act()));
    assert.deepEqual(await listLeftBehind(f.ctx, now), []);
    assert.ok((await listed(p.chairman, 'take-on')).includes(divided.id));
    await takesOn(p.officer, divided);
  });
});
