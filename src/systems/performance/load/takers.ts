import { listAllFields } from '#engines/procedures';
import { candidatesFor, type LiveTask } from '#engines/work';
import type { Ctx } from '#platform/http';
import type { Led } from './led.ts';

/** Somebody to whom one of some steps may be given: the value of a choice, and its words, which name those of the steps that he may not do. */
type Taker = { value: string; label: string };

/** As many kinds of steps are named that somebody may not do. */
const NAMED = 3;

type Kind = Pick<LiveTask, 'permission' | 'field'> & { words: string };

/** The kinds of steps that rights tell apart, as they are called. */
async function kindsOf({ db }: Ctx, tasks: readonly LiveTask[]): Promise<Kind[]> {
  const kinds = Map.groupBy(tasks, ({ permission, field }) => `${permission} ${field}`);
  const fields = new Map(kinds.size > 1 ? (await listAllFields(db)).map(f => [f.code, f.name]) : []);
  return [...kinds.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { permission, field } = first;
    const steps = [...new Set([first, ...others].map(task => task.title.step))].join(', ');
    const name = field && (fields.get(field) ?? field);
    return [{ permission, field, words: name ? `${steps} – ${name}` : steps }];
  });
}

/** Everybody who may do any of these steps of an agency, and which of them he may not: that right is not his, or not in their field. */
export async function takersOf(ctx: Ctx, led: Led, tasks: readonly LiveTask[]): Promise<Taker[]> {
  const { t, db, lang } = ctx;
  const kinds = await kindsOf(ctx, tasks);
  const takers = new Map<string, { label: string; may: Set<Kind> }>();
  for (const kind of kinds) {
    const { permission, field } = kind;
    const asked = { agencyId: led.id, permission, field };
    for (const c of await candidatesFor(db, asked, ctx.clock.now())) {
      const there = c.state === 'there' ? '' : ` (${t(`performance.rehearsal.${c.state}`)})`;
      const label = `${c.names.join(', ')} – ${lang === 'vi' ? c.titleVi : c.titleEn}${there}`;
      const taker = takers.get(c.postId) ?? { label, may: new Set() };
      taker.may.add(kind);
      takers.set(c.postId, taker);
    }
  }
  return [...takers].map(([value, { label, may }]) => {
    const not = kinds.filter(kind => !may.has(kind)).map(kind => kind.words);
    const steps = not.length > NAMED ? [...not.slice(0, NAMED), '…'] : not;
    if (!steps.length) return { value, label };
    return { value, label: t('performance.held.may-not', { who: label, steps: steps.join('; ') }) };
  });
}
