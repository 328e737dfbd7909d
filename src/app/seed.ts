import type { Db } from '#platform/db';
import type { Env } from '#platform/env';
import { readFacts, setFact } from '#platform/installation';
import type { ModuleDefinition } from '#platform/module';

/** Which demo an empty installation gets: none in production or on one's own database unless it was asked for. */
export function wantsDemo(serious: boolean, asked: boolean | undefined): boolean {
  return asked ?? !serious;
}

/**
 * Declares a fresh installation a demo, before anything else is in it: what it calls itself, and that all is invented.
 * Does nothing on an installation that was seeded before. Returns whether it is fresh.
 */
export async function declare(db: Db, demo: boolean): Promise<boolean> {
  const facts = await readFacts(db);
  if (facts.seeded) return false;
  if (!facts.demo) await setFact(db, 'demo', String(demo));
  if (demo && !facts.name) {
    await setFact(db, 'name', 'Dịch vụ công Lào Cai');
    await setFact(db, 'authority', 'Ủy ban nhân dân tỉnh Lào Cai');
    await setFact(db, 'hotline', '1022');
  }
  return true;
}

/** Sees to what every installation needs, module by module; several processes that start at once do it one after the other. */
export async function prepare(env: Env, modules: readonly ModuleDefinition[]): Promise<void> {
  for (const module of modules) await module.prepare?.(env);
}

/** Loads what the demo needs of each module, in their order. Each part is safe to repeat, so a start that was cut off goes on. */
export async function seedDemo(
  env: Env,
  modules: readonly ModuleDefinition[],
  onProgress: (module: string) => void,
): Promise<void> {
  for (const module of modules) {
    if (!module.demo) continue;
    onProgress(module.id);
    await module.demo(env);
  }
}
