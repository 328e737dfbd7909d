import type { Clock } from '#platform/clock';
import type { Config } from '#platform/config';
import type { Db } from '#platform/db';
import type { Translations } from '#platform/i18n';
import type { Log } from '#platform/log';
import type { Secrets } from '#platform/secrets';

/** A named thing that one module makes and others use: a key for `env.get`, typed. */
export type Service<T> = { readonly id: string; readonly __type?: T };
/** A service by its name, which is unique in the program; made in a manifest with `provide`, had by `env.get`. */
export const defineService = <T>(id: string): Service<T> => ({ id });

/**
 * A place in an engine where systems add something of theirs (a result template, a task's page): systems never import
 * systems, and engines know no system, so they meet here.
 */
export type ExtensionPoint<T> = { readonly id: string; (value: T): Extension };
export type Extension = { readonly point: string; readonly value: unknown };
export function defineExtensionPoint<T>(id: string): ExtensionPoint<T> {
  return Object.assign((value: T): Extension => ({ point: id, value }), { id });
}

/** What this installation calls itself, for pages, messages and papers. */
export type Site = {
  /** Everything in it is invented: every page, message and paper says so. */
  demo: boolean;
  /** `Dịch vụ công Lào Cai` */
  name: string;
  /** `Ủy ban nhân dân tỉnh Lào Cai` */
  authority: string;
  /** Telephone number for help. */
  hotline: string;
  /** Address under which people reach it, without a slash at the end. */
  baseUrl: string;
};

/** What the running program hands to every module. */
export type Env = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: Config;
  readonly texts: Translations;
  readonly site: Site;
  /** Keys derived from the installation's secret, one for each purpose. */
  readonly secrets: Secrets;
  /** The service made by some module. Throws when no module made it. */
  get<T>(service: Service<T>): T;
  /** All that modules contributed to an extension point, in the order of the modules. */
  extensions<T>(point: ExtensionPoint<T>): readonly T[];
};
