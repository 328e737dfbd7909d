import type { Expectation } from './settings.ts';

/**
 * Why the settings are refused; the words are the command line's, `cli.problem.KIND`. The value that was found goes with it,
 * except of secrets.
 */
export type Problem =
  | { kind: 'wrong'; setting: string; expects: Expectation; params: { found: string } }
  | { kind: 'wrong-secret'; setting: string; expects: Expectation; params?: undefined }
  | {
      kind:
        | 'not-https'
        | 'folder-closed'
        | 'demo-here'
        | 'host-unusable'
        | 'port-closed'
        | 'port-taken'
        | 'misspelt'
        | 'forward-file'
        | 'secret-missing'
        | 'secret-short'
        | 'secret-open'
        | 'secret-unreadable'
        | 'secret-common'
        | 'secret-repeats';
      setting: string;
      params?: Readonly<Record<string, string | number>>;
    };

const sayPlainly = ({ kind, setting, params }: Problem): string =>
  `${setting} ${kind}${params ? ` ${JSON.stringify(params)}` : ''}`;

/** Settings are wrong. `message` is for those who develop; people are told in words made of `problems`. */
export class ConfigError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(`settings refused: ${problems.map(sayPlainly).join('; ')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
