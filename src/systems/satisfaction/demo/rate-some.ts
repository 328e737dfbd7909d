import { createHash } from 'node:crypto';
import { findDossiers, listRegister, type RegisterLine } from '#engines/cases';
import { type AblePost, postsAble } from '#engines/identity';
import {
  answerRating,
  BY_TRACKING,
  findRating,
  judgeWords,
  LEVELS,
  type Level,
  type Rating,
  type Reason,
  rate,
} from '#engines/ratings';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { ANSWERS, SAID } from './words.ts';

/** How many of a hundred of those who were served say how it was. */
const SHARE = 14;
const DAY_MS = 86_400_000;
const MOST = 20_000;
const AT_A_TIME = 100;

/** How often of a hundred each level is chosen, from 5 to 1: when the day was kept, and when it was not. */
const KEPT = [58, 30, 8, 3, 1];
const BROKEN = [12, 22, 26, 26, 14];

// The same dossier is always rated in the same way; each use takes bytes of its own.
const chance = (code: string, what: string, of: number): number =>
  createHash('sha256').update(`rating/${what}/${code}`).digest().readUInt32BE(0) % of;

function levelOf(line: RegisterLine): Level {
  const weights = line.resultAt && line.resultAt > line.dueAt ? BROKEN : KEPT;
  let left = chance(line.code, 'level', 100);
  for (const [i, level] of LEVELS.entries()) {
    left -= weights[i] ?? 0;
    if (left < 0) return level;
  }
  return 5;
}

/** Of so many who rate, of a hundred, one writes something; the others say why, or nothing. */
const WRITES = 45;
const SAYS_WHY = 60;
/** Who gives so much or less has to say why. */
const ASKED_WHY = 2;

/** Why somebody is content or not, and in what words; nobody writes what was written before (`used`). */
function saidBy(
  code: string,
  level: Level,
  used: Set<string>,
): { reasons: readonly Reason[]; words: string } {
  const pick = <T>(of: readonly T[], what: string): T => of[chance(code, what, of.length)] as T;
  const { reasons, first, second } = pick(SAID[level], 'said');
  const words = `${pick(first, 'first')} ${pick(second, 'second')}`.trim();
  if (chance(code, 'writes', 100) >= WRITES || used.has(words))
    return { reasons: level <= ASKED_WHY || chance(code, 'why', 100) < SAYS_WHY ? reasons : [], words: '' };
  used.add(words);
  return { reasons, words };
}

/** Somebody of the agency reads the words and, of who was not satisfied, mostly answers. */
async function answer(tx: Tx, env: Env, rating: Rating, posts: readonly AblePost[], now: Date) {
  const post = posts.find(p => p.agencyId === rating.agencyId && p.holders.length > 0);
  const at = new Date(rating.ratedAt.getTime() + (1 + chance(rating.code, 'answer', 4)) * DAY_MS);
  if (!post?.holders[0] || at > now) return;
  const actor = {
    accountId: post.holders[0].accountId,
    postId: post.postId,
    agencyId: post.agencyId,
    at,
  };
  const deps = { ledger: env.get(ledgerService) };
  const { dossierId, revision } = rating;
  if (rating.words !== null) await judgeWords(tx, deps, { dossierId, revision, why: null }, actor);
  if (rating.level > 2 || chance(rating.code, 'silent', 4) === 0) return;
  const answers = rating.reasons.flatMap(why => ANSWERS[why] ?? []);
  const text = answers[chance(rating.code, 'words', Math.max(1, answers.length))];
  if (!text) return;
  await answerRating(tx, deps, { dossierId, answer: text, isPublic: true }, actor);
}

async function rateOne(
  tx: Tx,
  env: Env,
  line: RegisterLine,
  posts: readonly AblePost[],
  used: Set<string>,
): Promise<number> {
  const now = env.clock.now();
  const over = line.closedAt ?? line.resultAt;
  const at = over && new Date(over.getTime() + (1 + chance(line.code, 'when', 20 * 24)) * (DAY_MS / 24));
  const [dossier] = await findDossiers(tx, [line.id]);
  if (!dossier?.synthetic || !at || at > now) return 0;
  // Somebody who tries the demo has rated it himself: that is his.
  if ((await findRating(tx, dossier.id))?.way === 'account') return 0;
  const level = levelOf(line);
  const input = { level, ...saidBy(line.code, level, used), way: 'tracking' as const };
  const actor = { accountId: BY_TRACKING, at };
  const rating = await rate(tx, { ledger: env.get(ledgerService) }, dossier, input, actor);
  await answer(tx, env, rating, posts, now);
  return 1;
}

/**
 * Of a demo's synthetic dossiers that are done, received from the day `from` on, some are rated: late ones worse, in words that are
 * invented; offices that have somebody for it read and answer. The same ratings each time; what is rated already stays. Returns
 * how many were given.
 */
export async function rateSome(env: Env, from: string): Promise<number> {
  const now = env.clock.now();
  const done = await listRegister(env.db, null, { view: 'done', from }, { limit: MOST, offset: 0 }, now);
  const chosen = done.filter(line => chance(line.code, 'says', 100) < SHARE);
  const dossiers = await findDossiers(
    env.db,
    chosen.map(line => line.id),
  );
  const agencies = [...new Set(dossiers.map(d => d.agencyId))];
  // Agency by agency: who answers for one answers for no other.
  const posts: AblePost[] = [];
  for (const agency of agencies) posts.push(...(await postsAble(env.db, 'rating.answer', [agency], now)));
  const used = new Set<string>();
  let given = 0;
  for (let i = 0; i < chosen.length; i += AT_A_TIME)
    given += await env.db.tx(async tx => {
      let count = 0;
      for (const line of chosen.slice(i, i + AT_A_TIME)) count += await rateOne(tx, env, line, posts, used);
      return count;
    });
  return given;
}
