import type { DoctorFinding } from '#platform/module';
import type { Io } from '../io.ts';

/** What `doctor` found about one thing, in words; `mend` says what to do when it is not well. */
export type Finding = DoctorFinding & { name: string };

type Params = Record<string, string | number>;

/** Makes findings of one thing in the words `cli.doctor.THING.…`. */
export const findingsOf = (io: Io, thing: string) => {
  const name = io.t(`cli.doctor.${thing}.name`);
  const say = (key: string, params?: Params) => io.t(`cli.doctor.${thing}.${key}`, params);
  return {
    ok: (key: string, params?: Params): Finding => ({ name, state: 'ok', found: say(key, params) }),
    warn: (key: string, mend: string, params?: Params): Finding => ({
      name,
      state: 'warn',
      found: say(key, params),
      mend: say(mend, params),
    }),
    bad: (key: string, mend: string, params?: Params): Finding => ({
      name,
      state: 'bad',
      found: say(key, params),
      mend: say(mend, params),
    }),
  };
};
