import { assign, casesService, findDossiers } from '#engines/cases';
import { type AblePost, delegate, postsAble } from '#engines/identity';
import { type Act, type Agency, listAgencies } from '#engines/organisation';
import { listAllFields } from '#engines/procedures';
import {
  candidatesFor,
  eligible,
  listHeld,
  listRules,
  makeRule,
  noteAbsence,
  peopleStanding,
  rehearse,
  type Task,
} from '#engines/work';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { dayLater } from '../plan/calendar.ts';
import type { Official } from '../play/staff.ts';
import { holderAt, lastOpen } from './office.ts';

const BAC_HA = 'Ủy ban nhân dân xã Bắc Hà';
const LAO_CAI = 'Ủy ban nhân dân phường Lào Cai';
/** Offices whose leader gives the open steps to people; what is left of them is for whoever takes it. */
const HANDED_OUT = [
  BAC_HA,
  LAO_CAI,
  'Chi nhánh Văn phòng Đăng ký đất đai khu vực Bắc Hà',
  'Công an tỉnh Lào Cai',
  'Sở Nông nghiệp và Môi trường',
];
/** Of five steps one is left to nobody in particular. */
const LEFT = 5;
const MOST = 200;
/** Steps that nobody is given: what is done at a counter is done by whoever stands there. */
const GIVEN = ['dossier.process', 'dossier.decide', 'dossier.sign'];
/** Notices, questions and proposals are no steps of their own. */
const STEP = /^\d+$/;

const actOf = (env: Env, { accountId, postId, agencyId }: Official, at: Date): Act => ({
  ...{ ledger: env.get(ledgerService), actor: accountId, post: postId, agency: agencyId, at },
});

/** Whom each of these steps of one kind goes to: to who has the least, one after the other. */
async function givenTo(tx: Tx, { id }: Agency, tasks: readonly Task[], at: Date): Promise<string[]> {
  const [{ permission, field } = { permission: '', field: null }] = tasks;
  const there = eligible(
    'least-loaded',
    null,
    await candidatesFor(tx, { agencyId: id, permission, field }, at),
  );
  return rehearse('least-loaded', await peopleStanding(tx, null, there, at), tasks.length);
}

/** The leader of an office gives what lies open there to those who do it. Returns how many steps were given. */
async function giveAt(tx: Tx, env: Env, agency: Agency, now: Date): Promise<number> {
  const at = await lastOpen(tx, agency.id, now);
  const leader = await holderAt(tx, agency, 'dossier.decide', at);
  const deps = { ...env.get(casesService), past: true as const };
  const held = await listHeld(
    tx,
    { agencyIds: [agency.id], postIds: [], except: 'escalation:' },
    { limit: MOST, offset: 0 },
  );
  const own = new Set(
    (
      await findDossiers(
        tx,
        held.map(t => t.subjectId),
      )
    )
      .filter(d => d.synthetic)
      .map(d => d.id),
  );
  const steps = held
    .filter(
      t => own.has(t.subjectId) && GIVEN.includes(t.permission) && STEP.test(t.ref) && t.createdAt <= at,
    )
    .sort((a, b) => (a.title.code < b.title.code ? -1 : 1))
    .filter((_, i) => i % LEFT !== LEFT - 1);
  let given = 0;
  for (const kind of Map.groupBy(steps, t => `${t.permission} ${t.field}`).values()) {
    const posts = await givenTo(tx, agency, kind, at);
    for (const [i, { id, subjectId }] of kind.entries()) {
      const postId = posts[i];
      if (!postId) continue;
      const { accountId, agencyId, postId: by } = leader;
      await assign(
        tx,
        deps,
        { dossierId: subjectId, taskId: id, postId },
        { accountId, agencyId, postId: by, at },
      );
      given++;
    }
  }
  return given;
}

/** Two rules of an office: who checks what of a field, and in turn. Whoever follows the README finds his step as before. */
async function makeRules(tx: Tx, env: Env, agency: Agency, at: Date): Promise<void> {
  const act = actOf(env, await holderAt(tx, agency, 'dossier.decide', at), at);
  const fields = new Map((await listAllFields(tx)).map(f => [f.name, f.code]));
  const checking = { agencyId: agency.id, procedure: null, permission: 'dossier.process' };
  const [civil, building] = [fields.get('Hộ tịch'), fields.get('Hoạt động xây dựng')];
  const officers = await candidatesFor(tx, { ...checking, field: civil ?? null }, at);
  if (civil && officers[0])
    await makeRule(tx, { ...checking, field: civil, way: 'fixed', postId: officers[0].postId }, act);
  if (building) await makeRule(tx, { ...checking, field: building, way: 'least-loaded', postId: null }, act);
}

/** The deputy of an office, and whom he stands beside. */
async function chiefsOf(
  tx: Tx,
  { id }: Agency,
  at: Date,
): Promise<{ deputy: AblePost; head: AblePost } | undefined> {
  const posts = (await postsAble(tx, 'dossier.sign', [id], at)).filter(
    p => p.agencyId === id && p.holders[0],
  );
  const deputy = posts.find(p => p.titleVi.startsWith('Phó '));
  const head = posts.find(p => !p.titleVi.startsWith('Phó '));
  return deputy && head ? { deputy, head } : undefined;
}

const DAYS_AWAY = 7;

/** Somebody is on leave for a few days, with what he had in hand. */
async function beAway(tx: Tx, env: Env, office: Agency, now: Date): Promise<void> {
  const at = await lastOpen(tx, office.id, now);
  const accountId = (await chiefsOf(tx, office, at))?.deputy.holders[0]?.accountId;
  if (!accountId) return;
  const act = actOf(env, await holderAt(tx, office, 'dossier.decide', at), at);
  await noteAbsence(tx, { accountId, from: localDate(now), to: dayLater(now, DAYS_AWAY) }, act);
}

/** Somebody else has passed his post on to his chairman, before anything was given to him. */
async function passOn(tx: Tx, env: Env, office: Agency, now: Date): Promise<void> {
  const at = await lastOpen(tx, office.id, now);
  const chiefs = await chiefsOf(tx, office, at);
  const accountId = chiefs?.deputy.holders[0]?.accountId;
  if (!chiefs || !accountId) return;
  const [fromPostId, toPostId] = [chiefs.deputy.postId, chiefs.head.postId];
  const by = { accountId, postId: fromPostId, agencyId: office.id, name: '' };
  const days = { from: localDate(at), to: dayLater(now, DAYS_AWAY) };
  const reason = 'Đi công tác (dữ liệu trình diễn)';
  await delegate(
    tx,
    { fromPostId, toPostId, roles: ['leader', 'signer'], ...days, reason },
    actOf(env, by, at),
  );
}

/**
 * Work as it lies with people in a few offices of a demo: their leaders have given most of the open steps to somebody; one office has rules by
 * which new ones are given, somebody is away, and somebody acts for another. Returns how many steps were given; again it changes nothing.
 */
export async function handOutWork(env: Env): Promise<number> {
  const now = env.clock.now();
  const offices = (await listAgencies(env.db, localDate(now))).filter(a => HANDED_OUT.includes(a.name));
  const [here, there] = [BAC_HA, LAO_CAI].map(name => offices.find(a => a.name === name));
  if (!here || !there || (await listRules(env.db, [here.id])).length) return 0;
  await env.db.tx(tx => passOn(tx, env, there, now));
  let given = 0;
  for (const office of offices) given += await env.db.tx(tx => giveAt(tx, env, office, now));
  await env.db.tx(async tx => {
    await beAway(tx, env, here, now);
    await makeRules(tx, env, here, await lastOpen(tx, here.id, now));
  });
  return given;
}
