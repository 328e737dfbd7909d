import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ScopedGrant } from '#engines/identity';
import { type Action, type Asker, type DossierFacts, mayAct, type TaskFacts } from './table.ts';

const PARENT: Record<string, string | null> = {
  province: null,
  bacHa: 'province',
  saPa: 'province',
  centre: 'bacHa',
};
const AGENCIES = Object.keys(PARENT);
const PERMISSIONS = [
  ...['read', 'read-personal', 'receive', 'process', 'decide', 'sign', 'return'].map(p => `dossier.${p}`),
  'incident.manage',
];
const FIELDS = ['HT', 'DD'];
const ACTIONS: Action[] = [
  'read',
  'read-personal',
  'read-papers',
  'supplement',
  'withdraw',
  'correct-answers',
  'do-task',
  'request-supplement',
  'refuse',
  'propose-refusal',
  'consult',
  'settle-question',
  'answer',
  'stop',
  'transfer',
  'apologise',
  'carry-out',
  'assign',
  'sign',
  'mend',
  'undo',
];

const pathOf = (agency: string): string[] => [agency, ...(PARENT[agency] ? pathOf(PARENT[agency]) : [])];

const grant: fc.Arbitrary<ScopedGrant> = fc.record({
  permission: fc.constantFrom(...PERMISSIONS),
  agencyId: fc.constantFrom(...AGENCIES),
  below: fc.boolean(),
  postId: fc.constantFrom('post-1', 'post-2'),
  fields: fc.option(fc.subarray(FIELDS), { nil: null }),
});
const asker: fc.Arbitrary<Asker> = fc.oneof(
  fc.constant<Asker>({ kind: 'nobody' }),
  fc.constantFrom('my', 'pao').map((accountId): Asker => ({ kind: 'citizen', accountId })),
  fc.array(grant, { maxLength: 6 }).map((grants): Asker => ({ kind: 'official', accountId: 'sen', grants })),
);
const task = fc.record({
  taskId: fc.uuid(),
  agencyPath: fc.constantFrom(...AGENCIES).map(pathOf),
  permission: fc.constantFrom(
    'dossier.receive',
    'dossier.process',
    'dossier.decide',
    'dossier.sign',
    'dossier.return',
  ),
  kind: fc.constantFrom('step' as const, 'step' as const, 'question' as const, 'notice' as const),
  postId: fc.option(fc.constantFrom('post-1', 'post-2'), { nil: null }),
  state: fc.constantFrom(
    'open' as const,
    'open' as const,
    'suspended' as const,
    'done' as const,
    'cancelled' as const,
  ),
  proposes: fc.constantFrom(false, false, true),
  warns: fc.option(fc.record({ away: fc.constantFrom('none', 'next') }), { nil: undefined, freq: 3 }),
});
const dossier: fc.Arbitrary<DossierFacts> = fc
  .record({
    applicantId: fc.constantFrom('my', 'pao', null),
    field: fc.constantFrom(...FIELDS),
    decides: fc.constantFrom(...AGENCIES),
    received: fc.constantFrom(...AGENCIES),
    tasks: fc.array(task, { maxLength: 4 }),
    untouched: fc.boolean(),
    waits: fc.boolean(),
    fallen: fc.boolean(),
    act: fc.option(
      fc.record({
        by: fc.constantFrom('sen', 'huyen'),
        postId: fc.constantFrom('post-1', 'post-2', 'post-3'),
        permissions: fc.subarray(['dossier.process', 'dossier.decide', 'dossier.sign'], { minLength: 1 }),
      }),
      { nil: undefined },
    ),
  })
  .map(({ applicantId, field, decides, received, tasks, untouched, waits, fallen, act }) => ({
    applicantId,
    field,
    places: [pathOf(decides), pathOf(received), ...tasks.map(t => t.agencyPath)],
    decidedBy: pathOf(decides),
    receivedBy: pathOf(received),
    // A warning that somebody is away speaks of the task that comes next, round about.
    tasks: tasks.map(({ warns, ...t }, i): TaskFacts => {
      const next = tasks[(i + 1) % tasks.length]?.taskId ?? null;
      return { ...t, ...(warns && { warns: { away: warns.away === 'next' ? next : null } }) };
    }),
    untouched,
    waits,
    fallen,
    ...(act && { act }),
  }));

/** Every single thing that an official's grants allow, written down as sentences: the right, where, in which field, as whom. */
function sentences(who: Asker): Set<string> {
  const said = new Set<string>();
  if (who.kind !== 'official') return said;
  for (const g of who.grants)
    for (const agency of AGENCIES) {
      let above: string | null = agency;
      let covered = agency === g.agencyId;
      while (g.below && above) {
        if (above === g.agencyId) covered = true;
        above = PARENT[above] ?? null;
      }
      if (!covered) continue;
      for (const field of g.fields ?? FIELDS) {
        said.add(`${g.permission} at ${agency} in ${field}`);
        said.add(`${g.permission} at ${agency} in ${field} as ${g.postId}`);
      }
    }
  return said;
}

/** The written table, read row by row by somebody slow. */
function onPaper(who: Asker, action: Action, d: DossierFacts): boolean {
  const rights = sentences(who);
  const here = (permission: string, where: readonly string[]) =>
    rights.has(`${permission} at ${where[0]} in ${d.field}`);
  const anywhere = (permission: string) => d.places.map(p => here(permission, p)).includes(true);
  let applicant = false;
  if (who.kind === 'citizen') applicant = who.accountId === d.applicantId;
  const steps: string[] = [];
  const mine = new Map<string, boolean>();
  let [desk, handles, kept, keptHandles] = [false, false, false, false];
  const [lies, keeps] = [new Set<string | undefined>(), new Set<string | undefined>()];
  const signable = new Set<object>();
  const desks = new Set<string | undefined>();
  // All steps that are not over, and whether one of them lies where it is decided.
  let [left, near] = [0, 0];
  for (const t of d.tasks) {
    const as = t.postId === null ? '' : ` as ${t.postId}`;
    const his = rights.has(`${t.permission} at ${t.agencyPath[0]} in ${d.field}${as}`);
    if (his && t.state === 'open') steps.push(t.permission);
    if (his) signable.add(t);
    if (t.state === 'open') mine.set(t.taskId, his || here('dossier.decide', t.agencyPath));
    const ofDesk = his && t.kind === 'step' && /receive|process|decide/.test(t.permission);
    const there = t.agencyPath[0];
    const handling =
      there === d.decidedBy[0] || PARENT[there ?? ''] === d.decidedBy[0] || there === d.receivedBy[0];
    if (t.kind === 'step' && !['done', 'cancelled'].includes(t.state))
      [left, near] = [left + 1, near + (handling ? 1 : 0)];
    if (ofDesk && t.state === 'open') desks.add(there);
    if (ofDesk && t.state === 'open') [desk, handles] = [true, handles || handling];
    if (t.kind === 'step' && (t.state === 'open' || t.state === 'suspended')) lies.add(there);
    if (ofDesk && (t.state === 'open' || t.state === 'suspended')) keeps.add(there);
    if (ofDesk && (t.state === 'open' || t.state === 'suspended'))
      [kept, keptHandles] = [true, keptHandles || handling];
  }
  // A warning is given to nobody; of whom it says that he is away, his step is given by whoever has the warning before him.
  const warned = d.tasks.filter(t => t.state === 'open' && signable.has(t) && t.warns);
  const gives = (t: TaskFacts) =>
    mine.has(t.taskId) && !t.warns && (mine.get(t.taskId) || warned.some(w => w.warns?.away === t.taskId));
  const gone = left > 0 && near === 0;
  const leader = here('dossier.decide', d.decidedBy) || here('dossier.sign', d.decidedBy);
  // Where he would sign, and whether somebody else has to do with it still, or signed something of it.
  const places = d.tasks
    .filter(t => t.state === 'open' && t.permission === 'dossier.sign' && signable.has(t))
    .map(t => t.agencyPath[0]);
  const [at] = places;
  const others = d.tasks.filter(
    t =>
      t.kind === 'step' &&
      t.agencyPath[0] !== at &&
      (['open', 'suspended'].includes(t.state) || (t.state === 'done' && t.permission === 'dossier.sign')),
  );
  const asked = d.tasks.some(t => t.proposes && t.state === 'open' && signable.has(t));
  // A desk of his has the dossier, and nobody else has anything of it before him or signed something.
  const alone = [...desks].some(
    agency =>
      d.tasks.filter(
        t =>
          t.kind === 'step' &&
          t.agencyPath[0] !== agency &&
          (['open', 'suspended'].includes(t.state) ||
            (t.state === 'done' && t.permission === 'dossier.sign')),
      ).length === 0,
  );
  const decided = (at !== undefined && others.length === 0) || (leader && !gone);
  let works = false;
  for (const g of who.kind === 'official' ? who.grants : [])
    if (/receive|process|decide|sign|return/.test(g.permission) && (g.fields ?? FIELDS).includes(d.field))
      works ||= d.places.flat().includes(g.agencyId);
  const row: Record<Action, [applicant: boolean, official: boolean]> = {
    read: [true, anywhere('dossier.read')],
    'read-personal': [true, anywhere('dossier.read') && anywhere('dossier.read-personal')],
    'read-papers': [true, anywhere('dossier.read') && (anywhere('dossier.read-personal') || works)],
    supplement: [true, here('dossier.receive', d.receivedBy)],
    withdraw: [true, here('dossier.receive', d.receivedBy)],
    'do-task': [false, steps.length > 0],
    'correct-answers': [false, keptHandles || here('dossier.receive', d.receivedBy)],
    'request-supplement': [false, desk],
    refuse: [false, d.untouched ? handles : decided || asked],
    'propose-refusal': [false, (handles || alone) && !d.untouched],
    consult: [false, desk],
    transfer: [false, handles],
    'settle-question': [false, kept || here('dossier.process', d.decidedBy)],
    stop: [
      false,
      (!d.untouched && decided) ||
        (d.waits === true && (keptHandles || leader || (lies.size === 1 && keeps.size === 1))) ||
        (d.fallen === true && leader),
    ],
    answer: [true, here('dossier.receive', d.receivedBy)],
    apologise: [false, here('dossier.decide', d.decidedBy)],
    'carry-out': [false, leader],
    assign: [false, d.tasks.some(gives)],
    sign: [false, steps.includes('dossier.sign')],
    mend: [false, anywhere('incident.manage')],
    undo: [
      false,
      d.act !== undefined &&
        (d.act.by === 'sen' ||
          (who.kind === 'official' &&
            who.grants
              .filter(g => g.postId === d.act?.postId)
              .some(g => d.act?.permissions.includes(g.permission)))),
    ],
  };
  const [ofApplicant, ofOfficial] = row[action];
  return (applicant && ofApplicant) || (who.kind === 'official' && ofOfficial);
}

test('any user × any dossier × any action agrees with the written table', () => {
  fc.assert(
    fc.property(asker, dossier, (who, d) => {
      for (const action of ACTIONS) assert.equal(mayAct(who, action, d), onPaper(who, action, d), action);
    }),
    { numRuns: 3_000 },
  );
});

test('nobody, and a citizen about what others handed in, may do nothing at all', () => {
  fc.assert(
    fc.property(dossier, d => {
      for (const action of ACTIONS) {
        assert.equal(mayAct({ kind: 'nobody' }, action, d), false);
        assert.equal(mayAct({ kind: 'citizen', accountId: 'somebody else' }, action, d), false);
      }
    }),
  );
});

// docs/permissions.md: role → what it may do with dossiers, at its own agency or below it.
async function rolesOnPaper(): Promise<Map<string, Map<string, string>>> {
  const page = await readFile(path.join(import.meta.dirname, '../../../../docs/permissions.md'), 'utf8');
  const rows = page
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(c => c.trim()),
    );
  const head = rows.find(r => r[0] === 'permission') ?? [];
  const roles = new Map(head.slice(1).map(role => [role, new Map<string, string>()]));
  for (const [permission = '', ...cells] of rows.filter(r => /^`(dossier|incident)\./.test(r[0] ?? '')))
    for (const [i, cell] of cells.entries())
      roles.get(head[i + 1] ?? '')?.set(permission.replaceAll('`', ''), cell);
  return roles;
}

test('each role does the steps and reads the dossiers that docs/permissions.md says, of its own agency and of those below', async () => {
  const roles = await rolesOnPaper();
  assert.deepEqual(new Set([...roles.values()].flatMap(r => [...r.keys()])), new Set(PERMISSIONS));
  for (const [role, cells] of roles) {
    const grants = [...cells].flatMap(([permission, cell]) =>
      cell === '–' ? [] : [{ permission, agencyId: 'bacHa', below: cell === 'below', postId: 'post-1' }],
    );
    const who: Asker = { kind: 'official', accountId: 'sen', grants };
    for (const [place, fits] of [
      ['bacHa', ['own', 'below']],
      ['centre', ['below']],
      ['saPa', []],
    ] as const) {
      const says = (permission: string) => (fits as readonly string[]).includes(cells.get(permission) ?? '–');
      const at = pathOf(place);
      const facts = (permission: string): DossierFacts => ({
        applicantId: 'my',
        field: 'HT',
        places: [at],
        decidedBy: at,
        receivedBy: at,
        tasks: [{ taskId: '1', agencyPath: at, permission, kind: 'step', postId: null, state: 'open' }],
      });
      for (const step of ['receive', 'process', 'decide', 'sign', 'return'])
        assert.equal(
          mayAct(who, 'do-task', facts(`dossier.${step}`)),
          says(`dossier.${step}`),
          `${role} ${step} ${place}`,
        );
      assert.equal(
        mayAct(who, 'read', facts('dossier.sign')),
        says('dossier.read'),
        `${role} reads ${place}`,
      );
      assert.equal(
        mayAct(who, 'withdraw', facts('dossier.sign')),
        says('dossier.receive'),
        `${role} withdraws ${place}`,
      );
      assert.equal(
        mayAct(who, 'mend', facts('dossier.sign')),
        says('incident.manage'),
        `${role} mends ${place}`,
      );
      const personal = says('dossier.read') && says('dossier.read-personal');
      assert.equal(
        mayAct(who, 'read-personal', facts('dossier.sign')),
        personal,
        `${role} personal ${place}`,
      );
    }
  }
});
