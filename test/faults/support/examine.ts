import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findBrokenBooks } from '#engines/numbering';
import type { Db } from '#platform/db';
import type { Noted } from './acks.ts';

/** `lost`: acknowledged and not there. `doubled`: there twice. `broken`: something else that does not fit together. */
export type Finding = { what: 'lost' | 'doubled' | 'broken'; of: string; id: string };

type Query = [what: Finding['what'], of: string, sql: string, ids?: readonly string[]];

/** What must be so of all dossiers, whoever acknowledged what. */
const ALWAYS: readonly Query[] = [
  [
    'doubled',
    'draft of a dossier',
    'SELECT dossier_id AS id FROM cases.draft WHERE dossier_id IS NOT NULL GROUP BY dossier_id HAVING count(*) > 1',
  ],
  ['doubled', 'code', 'SELECT code AS id FROM cases.dossier GROUP BY code HAVING count(*) > 1'],
  [
    'lost',
    'job in the hand of a worker that is not there',
    "SELECT id::text FROM graphile_worker._private_jobs WHERE locked_at < now() - interval '45 seconds'",
  ],
  [
    'broken',
    'not one code',
    `SELECT o.id FROM cases.dossier o WHERE (
       SELECT count(*) FROM cases.dossier_code c WHERE c.dossier_id = o.id AND c.code = o.code) <> 1`,
  ],
  [
    'broken',
    'without its papers',
    `SELECT d.id FROM cases.draft d WHERE d.dossier_id IS NOT NULL
       AND (SELECT count(*) FROM cases.draft_file f WHERE f.draft_id = d.id)
         <> (SELECT count(*) FROM cases.paper p WHERE p.dossier_id = d.dossier_id)`,
  ],
  [
    'broken',
    'without a task',
    'SELECT o.id FROM cases.dossier o WHERE NOT EXISTS (SELECT FROM work.task t WHERE t.subject_id = o.id)',
  ],
  [
    'broken',
    'not one entry of its submission',
    `SELECT o.id FROM cases.dossier o WHERE (SELECT count(*) FROM ledger.entry e
       WHERE e.subject = 'dossier:' || o.id AND e.kind = 'case.submitted') <> 1`,
  ],
  [
    'broken',
    'entry without a dossier',
    `SELECT e.subject AS id FROM ledger.entry e WHERE e.kind = 'case.submitted'
       AND NOT EXISTS (SELECT FROM cases.dossier o WHERE e.subject = 'dossier:' || o.id)`,
  ],
];

/** Dossiers that were acknowledged, by their draft or by the key under which a program sent them. */
const RECEIVED = `WITH a AS (SELECT DISTINCT unnest($1::text[]) AS id), own AS (
  SELECT a.id, o.id AS dossier FROM a
    LEFT JOIN cases.draft d ON d.id::text = a.id
    LEFT JOIN cases.dossier o ON o.id = d.dossier_id OR o.data #>> '{child,birthPlace}' = 'Bệnh viện, phòng ' || a.id)`;

const acknowledged = (acks: readonly Noted[]): Query[] => {
  const ids = (...acts: Noted['act'][]) => acks.filter(ack => acts.includes(ack.act)).map(ack => ack.id);
  const received = ids('applied', 'submitted');
  return [
    ['lost', 'application', `${RECEIVED} SELECT id FROM own WHERE dossier IS NULL`, received],
    ['doubled', 'application', `${RECEIVED} SELECT id FROM own GROUP BY id HAVING count(*) > 1`, received],
    [
      'lost',
      'word to the applicant',
      `${RECEIVED} SELECT id FROM own WHERE dossier IS NOT NULL AND NOT EXISTS (SELECT FROM messaging.message m
         WHERE m.about_id = dossier AND m.channel = 'sms' AND m.state = 'sent')`,
      received,
    ],
    [
      'doubled',
      'word to the applicant',
      `${RECEIVED} SELECT own.id FROM own JOIN messaging.message m ON m.about_id = dossier
         WHERE m.channel = 'sms' AND m.text_key LIKE 'cases.message.received%' GROUP BY own.id HAVING count(*) > 1`,
      received,
    ],
    [
      'lost',
      'step',
      `SELECT a.id FROM unnest($1::text[]) AS a(id) WHERE NOT EXISTS (
         SELECT FROM work.task t WHERE t.id::text = a.id AND t.state = 'done')`,
      ids('acted'),
    ],
    [
      'doubled',
      'step',
      `SELECT task AS id FROM ledger.entry, LATERAL (
           SELECT convert_from(bytes, 'UTF8')::jsonb #>> '{body,task}' AS task) AS said
         WHERE kind = 'case.step-done' AND task = ANY ($1) GROUP BY 1 HAVING count(*) > 1`,
      ids('acted'),
    ],
  ];
};

/** Files that were acknowledged: the row is there, and the bytes have the digest that they are called by. */
async function files(owner: Db, dataDir: string, acks: readonly Noted[]): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const ack of acks) {
    const { id } = ack;
    if (ack.act === 'arrived' && ack.kept < ack.bytes)
      found.push({ what: 'lost', of: `${ack.bytes - ack.kept} bytes that had arrived`, id });
    if (ack.act === 'gone') found.push({ what: 'lost', of: 'upload', id });
    if (ack.act !== 'uploaded') continue;
    const row = await owner.maybe('SELECT FROM files.file WHERE sha256 = $1', [id]);
    const bytes = await readFile(path.join(dataDir, 'files', id.slice(0, 2), id.slice(2, 4), id)).catch(
      () => undefined,
    );
    const whole = bytes && createHash('sha256').update(bytes).digest('hex') === id;
    if (!row || !whole) found.push({ what: 'lost', of: 'file', id });
  }
  return found;
}

/**
 * What is wrong with an installation that has acknowledged this: something is not there, or there twice, or half there, or has no
 * entry in the ledger, or the numbers have a gap. To be asked once everything has settled (see `drained`).
 */
export async function examine(
  { owner, dataDir }: { owner: Db; dataDir: string },
  acks: readonly Noted[],
): Promise<Finding[]> {
  const found = await Promise.all([
    ...[...ALWAYS, ...acknowledged(acks)].map(async ([what, of, sql, ids]) => {
      const rows = await owner.query<{ id: string }>(sql, ids ? [ids] : []);
      return rows.map(({ id }): Finding => ({ what, of, id }));
    }),
    files(owner, dataDir, acks),
    findBrokenBooks(owner).then(books =>
      books.map(
        (b): Finding => ({ what: 'broken', of: 'gap in the numbers', id: `${b.series} ${b.period}` }),
      ),
    ),
  ]);
  return found.flat();
}
