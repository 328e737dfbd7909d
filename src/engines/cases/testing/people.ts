import { after, before } from 'node:test';
import { openTasks } from '#engines/work';
import type { ModuleDefinition } from '#platform/module';
import {
  actorOn,
  askerOf,
  completeStep,
  type Dossier,
  doable,
  factsOf,
  issueResult,
  requestSupplement,
} from '../index.ts';
import { type CasesFixture, casesFixture } from './fixture.ts';

/** The people of the stories: a reader, and those who handle her dossier at Bắc Hà. */
async function people(f: CasesFixture) {
  const { bacHa, centre, saPa } = f.agencies;
  return {
    reader: await f.citizen('Giàng Thị Mỷ'),
    clerk: await f.official('Vi Thị Huyền', centre, ['receiver']),
    officer: await f.official('Lù Thị Sen', bacHa, ['officer']),
    chairman: await f.official('Thào A Sính', bacHa, ['leader', 'signer']),
    registrar: await f.official('Lý Thị Mẩy', bacHa, ['registrar']),
    stranger: await f.official('Sùng A Chứ', saPa, ['officer', 'leader', 'signer', 'receiver']),
  };
}
export type People = Awaited<ReturnType<typeof people>>;
type Official = People['clerk'];

/** For a suite of stories: `begin` gets a library and its people before the first, and all is cleared away after the last. */
export function withLibrary(
  begin: (f: CasesFixture, p: People) => void | Promise<void>,
  more: readonly ModuleDefinition[] = [],
): void {
  let fixture: CasesFixture | undefined;
  before(async () => {
    fixture = await casesFixture(more);
    await begin(fixture, await people(fixture));
  });
  after(() => fixture?.close());
}

/** An open step of a dossier, as `who` faces it: his only one, or the one at `element`. Throws when it is not his. */
export async function facing(f: CasesFixture, who: Official, dossier: Dossier, element?: string) {
  const facts = await factsOf(f.db, await f.again(dossier), f.clock.now());
  const there = (await openTasks(f.db, dossier.id)).filter(t => !element || t.elementId === element);
  const task = doable(askerOf(who), facts).find(t => there.some(o => o.id === t.taskId));
  if (!task) throw new Error(`${who.name} faces no step`);
  return {
    input: { dossierId: dossier.id, taskId: task.taskId },
    actor: actorOn(who, f.clock.now(), facts, task),
  };
}

/** `who` does the step that he faces. */
export async function does(
  f: CasesFixture,
  who: Official,
  dossier: Dossier,
  outcome: string,
  element?: string,
): Promise<Dossier> {
  const { input, actor } = await facing(f, who, dossier, element);
  return f.db.tx(tx => completeStep(tx, f.deps, { ...input, outcome }, actor));
}

/** `who` signs the result. */
export async function signs(f: CasesFixture, who: Official, dossier: Dossier): Promise<Dossier> {
  const { input, actor } = await facing(f, who, dossier);
  return issueResult(f.db, f.deps, { ...input, signerName: who.name }, actor);
}

/** A card that is signed and lies at the desk, or goes the way that is said. */
export async function signedCard(f: CasesFixture, p: People, way = 'counter'): Promise<Dossier> {
  const dossier = await f.apply(p.reader, { data: f.filledIn({ way, address: 'Thôn Na Hối, xã Bắc Hà' }) });
  await does(f, p.clerk, dossier, 'forward');
  await does(f, p.officer, dossier, 'propose');
  await signs(f, p.chairman, dossier);
  return f.again(dossier);
}

/** What is handed over at the desk to her who brings the slip. */
export const HANDED = {
  check: { by: 'slip' },
  recipient: { name: 'Giàng Thị Mỷ', personalNumber: null, relation: null },
  signature: null,
} as const;

/** `who` asks the applicant, in the course of the step that he faces, for what is missing. */
export async function asks(
  f: CasesFixture,
  who: Official,
  dossier: Dossier,
  what = 'Thiếu ảnh',
): Promise<Dossier> {
  const { input, actor } = await facing(f, who, dossier);
  return f.db.tx(tx => requestSupplement(tx, f.deps, { ...input, what, whyAgain: 'Lúc đó chưa có' }, actor));
}

/** Elements of the open steps. */
export const stepsOf = async (f: CasesFixture, dossier: Dossier): Promise<string[]> =>
  (await openTasks(f.db, dossier.id)).map(t => t.elementId);
