import { defineService, type Env, type Extension, type Service } from '#platform/env';
import type { Route } from '#platform/http';
import type { Translate } from '#platform/i18n';
import type { EntryKind, Follower, StateCheck } from '#platform/ledger';

export type ServiceBinding = { service: Service<unknown>; make(env: Env): unknown };

/** Binds a service to the function that makes it. It is made on first use, once a process. */
export const provide = <T>(service: Service<T>, make: (env: Env) => T): ServiceBinding => ({ service, make });

/** Something that an official may do. Texts: `permission.ID` names it. */
export type Permission = { id: string };

/** Work done by a worker process: at least once, so it must bear repetition. */
export type Job = {
  name: string;
  /** Also run by the clock: minute, hour, day, month, weekday, in UTC (the province is seven hours ahead). */
  cron?: string;
  run(payload: unknown, env: Env): Promise<void>;
};

/**
 * What a check found, and how to mend it when it is not well, in words. `unset`: nothing is wrong, something that one may have is not set up.
 * `technical`: an error as a program said it, for who mends it.
 */
export type DoctorFinding = {
  state: 'ok' | 'unset' | 'warn' | 'bad';
  found: string;
  mend?: string;
  technical?: string;
};

/** One thing that `fansipan doctor` looks at. `id`: `MODULE.THING`; it is shown under the text `MODULE.doctor.name.THING`. */
export type DoctorCheck = {
  id: string;
  run(env: Env, t: Translate): Promise<DoctorFinding>;
};

/** What all modules of this program have looked at, each with the module that says its name. */
export const checksService = defineService<ReadonlyArray<ModuleCheck>>('module.checks');

type ModuleCheck = DoctorCheck & { module: string };

/** What is looked at, in words. */
export const checkName = (t: Translate, { module, id }: Pick<ModuleCheck, 'module' | 'id'>): string =>
  t(`${module}.doctor.name.${id.slice(module.length + 1)}`);

/** What the modules have looked at: made by whoever knows them all. */
export const checksOf = (modules: readonly ModuleDefinition[]): ServiceBinding =>
  provide(checksService, () =>
    modules.flatMap(({ id: module, doctor = [] }) => doctor.map(check => ({ module, ...check }))),
  );

export type ModuleDefinition = {
  /** Kebab-case; also the folder's name, and the PostgreSQL schema with `-` as `_`. */
  id: string;
  layer: 'platform' | 'engine' | 'system';
  /** The modules it may import: for an engine the engines, for a system the engines. Held by CI. */
  needs: readonly string[];
  /** `import.meta.dirname`: `migrations/` and `locales/` are found beside. */
  folder: string;
  services?: readonly ServiceBinding[];
  extensions?: readonly Extension[];
  routes?: readonly Route[];
  permissions?: readonly Permission[];
  entries?: readonly EntryKind[];
  followers?: readonly Follower[];
  /** As `followers`, of those that need a service; asked for it when they handle an entry, not before. */
  followersWith?(env: Env): readonly Follower[];
  stateChecks?: readonly StateCheck[];
  jobs?: readonly Job[];
  doctor?: readonly DoctorCheck[];
  /** Sees to what every installation needs, demo or not: at each start, so it must bear repetition. */
  prepare?(env: Env): Promise<void>;
  /** Loads what the demo province needs of this module; runs once, in the order of the modules, on an empty database. */
  demo?(env: Env): Promise<void>;
};

export const defineModule = (definition: ModuleDefinition): ModuleDefinition => definition;
